-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "avg"
-- p1 = {"identifier":"properties.key_age"}
-- p2 = 7
-- p3 = "$device:"
-- p4 = ["-","0","1","2","3","4","5","6","7","8","9"]
SELECT toUInt8(1) AS `of_all`, count() AS `n`, arrayReduce({p0:String}, arrayMap(((`pair`) -> tupleElement(`pair`, 2)), groupUniqArray(tuple(`u`, `x`)))) AS `value`
FROM (SELECT `user_hash` AS `u`, toFloat64OrZero({p1:Identifier}) AS `x`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p2:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p2:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p2:UInt32}) AND startsWith(`distinct_id`, {p3:String}))))))) AND (substring({p1:Identifier}, 1, 1) IN {p4:Array(String)}))) AS `r`
