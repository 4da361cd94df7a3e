-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = {"identifier":"properties.key_admin"}
-- p3 = ["true","\"true\""]
-- p4 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p5 = "0"
-- p6 = "bob"
SELECT toUInt8(1) AS `has_profile`, `distinct_id` AS `id`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND (({p2:Identifier} IN {p3:Array(String)}) OR ((substring({p2:Identifier}, 1, 1) IN {p4:Array(String)}) AND (NOT ({p2:Identifier} = {p5:String})))) AND (`id` > {p6:String}))
ORDER BY `id` ASC
LIMIT 1001 OFFSET 2000
