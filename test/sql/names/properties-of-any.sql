-- Written by test/reports/names/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
SELECT DISTINCT arrayJoin(`names`) AS `name`
FROM (SELECT mapKeys(`properties`) AS `names`
FROM `events`
WHERE (`project_id` = {p0:UInt32})
ORDER BY `time` DESC
LIMIT 10000)
ORDER BY `name` ASC
LIMIT 1000
