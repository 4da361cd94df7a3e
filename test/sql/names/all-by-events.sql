-- Written by test/reports/names/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
SELECT `name` AS `name`, count() AS `events`, toUnixTimestamp64Milli(max(`time`)) AS `last`
FROM `events`
WHERE (`project_id` = {p0:UInt32})
GROUP BY `name`
ORDER BY `events` DESC, `name` ASC
LIMIT 50
