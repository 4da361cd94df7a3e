-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = {"identifier":"properties.key_plan"}
-- p3 = "\""
-- p4 = ""
-- p5 = "ς"
-- p6 = "σ"
-- p7 = "pro"
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND startsWith({p2:Identifier}, {p3:String}) AND (position(replaceAll(lowerUTF8(if(startsWith({p2:Identifier}, {p3:String}), JSONExtractString({p2:Identifier}), {p4:String})), {p5:String}, {p6:String}), replaceAll(lowerUTF8({p7:String}), {p5:String}, {p6:String})) > 0))))
