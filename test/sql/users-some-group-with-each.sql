-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = 1000
-- p3 = {"identifier":"properties.key_plan"}
-- p4 = "\"enterprise\""
-- p5 = {"identifier":"properties.key_seats"}
-- p6 = "null"
-- p7 = ""
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p2:UInt32}) AND (`deleted` = 0) AND ({p3:Identifier} = {p4:String}))))), `group_hashes`) AND arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p2:UInt32}) AND (`deleted` = 0) AND notEmpty(if(({p5:Identifier} = {p6:String}), {p7:String}, {p5:Identifier})))))), `group_hashes`))))
