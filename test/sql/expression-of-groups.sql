-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1000
-- p2 = {"identifier":"properties.key_plan"}
-- p3 = ["\"pro\"","\"team\""]
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p1:UInt32}) AND (`deleted` = 0) AND ({p2:Identifier} IN {p3:Array(String)}))))
