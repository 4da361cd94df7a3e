-- Written by test/reports/names/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = ["signup","pay"]
SELECT DISTINCT `name` AS `name`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`name` IN {p1:Array(String)}))
