-- Written by test/reports/names/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "pay"
SELECT DISTINCT arrayJoin(`names`) AS `name`
FROM (SELECT mapKeys(`properties`) AS `names`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`name` = {p1:String}))
ORDER BY `time` DESC
LIMIT 10000)
ORDER BY `name` ASC
LIMIT 1000
