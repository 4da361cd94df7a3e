-- Written by test/reports/names/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "ς"
-- p2 = "σ"
-- p3 = "Sign"
SELECT `name` AS `name`, count() AS `events`, toUnixTimestamp64Milli(max(`time`)) AS `last`
FROM `events`
WHERE (`project_id` = {p0:UInt32})
GROUP BY `name`
HAVING (position(replaceAll(lowerUTF8(toString(`name`)), {p1:String}, {p2:String}), replaceAll(lowerUTF8({p3:String}), {p1:String}, {p2:String})) > 0)
ORDER BY `events` DESC, `name` ASC
LIMIT 50
