-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1000
-- p2 = "ς"
-- p3 = "σ"
-- p4 = "acme"
SELECT DISTINCT `name`
FROM ((SELECT arrayJoin(mapKeys(`properties`)) AS `name`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p1:UInt32}) AND (`deleted` = 0) AND (position(replaceAll(lowerUTF8(`group_id`), {p2:String}, {p3:String}), replaceAll(lowerUTF8({p4:String}), {p2:String}, {p3:String})) > 0))))
ORDER BY `name` ASC
LIMIT 2001
