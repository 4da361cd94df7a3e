-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = "\""
-- p3 = ""
-- p4 = {"identifier":"properties.key_first"}
-- p5 = "\" \""
-- p6 = {"identifier":"properties.key_last"}
-- p7 = "\"Ann Lee\""
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND (arrayElement(arrayMap(((`a`, `b`) -> if((startsWith(`a`, {p2:String}) AND startsWith(`b`, {p2:String})), concat(substring(`a`, 1, (length(`a`) - 1)), substring(`b`, 2)), {p3:String})), [if((startsWith({p4:Identifier}, {p2:String}) AND startsWith({p5:String}, {p2:String})), concat(substring({p4:Identifier}, 1, (length({p4:Identifier}) - 1)), substring({p5:String}, 2)), {p3:String})], [{p6:Identifier}]), 1) = {p7:String}))))
