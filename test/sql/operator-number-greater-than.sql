-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = {"identifier":"properties.key_plan"}
-- p3 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p4 = {"identifier":"properties.key_plan"}
-- p5 = ""
-- p6 = "nan"
-- p7 = 12.5
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND (toFloat64OrDefault(if((substring({p2:Identifier}, 1, 1) IN {p3:Array(String)}), {p4:Identifier}, {p5:String}), toFloat64({p6:String})) > {p7:Float64}))))
