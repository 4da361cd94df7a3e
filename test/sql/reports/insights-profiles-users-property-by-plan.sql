-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "quantileExactInclusive(0.9)"
-- p1 = ""
-- p2 = 7
-- p3 = "$device:"
-- p4 = {"identifier":"properties.key_admin"}
-- p5 = "true"
-- p6 = "false"
-- p7 = {"identifier":"properties.key_plan"}
-- p8 = "["
-- p9 = "null"
-- p10 = ["]","}"]
-- p11 = ["[","]","{","}"]
-- p12 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p13 = ["[","{"]
-- p14 = ["]","}"]
-- p15 = {"identifier":"properties.key_age"}
-- p16 = ["-","0","1","2","3","4","5","6","7","8","9"]
SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `s1`, count() AS `n`, arrayReduce({p0:String}, arrayMap(((`pair`) -> tupleElement(`pair`, 2)), groupUniqArray(tuple(`u`, `x`)))) AS `value`
FROM (SELECT `r`.`u` AS `u`, `r`.`x` AS `x`, arrayJoin(`r`.`segments_0`) AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`
FROM (SELECT `r`.`u` AS `u`, `r`.`x` AS `x`, if(empty(`p`.`segments_0`), [{p1:String}], `p`.`segments_0`) AS `segments_0`, [if(toUInt8(materialize((`r`.`u` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p2:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p2:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p2:UInt32}) AND startsWith(`distinct_id`, {p3:String}))))))) AND ({p4:Identifier} = {p5:String})))))), {p5:String}, {p6:String})] AS `segments_1`
FROM (SELECT `user_hash` AS `u`, toFloat64OrZero({p15:Identifier}) AS `x`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p2:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p2:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p2:UInt32}) AND startsWith(`distinct_id`, {p3:String}))))))) AND (substring({p15:Identifier}, 1, 1) IN {p16:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p7:Identifier}, {p8:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p9:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p7:Identifier}, {p8:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p10:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`), [{p7:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p7:Identifier}, {p12:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p13:Array(String)})) - toInt32((`e` IN {p14:Array(String)})))), extractAll({p7:Identifier}, {p12:String})))]), 1), [{p7:Identifier}]))), [if(notEmpty(if(({p7:Identifier} = {p9:String}), {p1:String}, {p7:Identifier})), {p7:Identifier}, {p1:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p2:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p2:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p2:UInt32}) AND startsWith(`distinct_id`, {p3:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `s1`), ())
