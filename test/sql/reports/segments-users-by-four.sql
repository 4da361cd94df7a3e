-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 3
-- p2 = 1
-- p3 = ""
-- p4 = 7
-- p5 = "$device:"
-- p6 = {"identifier":"properties.key_admin"}
-- p7 = "true"
-- p8 = "false"
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = "["
-- p11 = "null"
-- p12 = ["]","}"]
-- p13 = ["[","]","{","}"]
-- p14 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p15 = ["[","{"]
-- p16 = ["]","}"]
-- p17 = 1000
-- p18 = 1769986800000
-- p19 = 86400000
-- p20 = {"identifier":"properties.key_amount"}
-- p21 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p22 = [10,100]
-- p23 = ["[","{"]
-- p24 = ["]","}"]
-- p25 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p26 = "UTC"
-- p27 = 1770246000000
-- p28 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `s1`, `s2`, `s3`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`s1` AS `s1`, `r`.`s2` AS `s2`, `r`.`s3` AS `s3`, `r`.`u` AS `u`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `s1`, `s2`, `s3`, `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`, arrayJoin(`r`.`segments_2`) AS `s2`, arrayJoin(`r`.`segments_3`) AS `s3`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, if(empty(`p`.`segments_1`), [{p3:String}], `p`.`segments_1`) AS `segments_1`, if(empty(`p`.`segments_2`), [{p3:String}], `p`.`segments_2`) AS `segments_2`, [if(toUInt8(materialize((`r`.`u` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p5:String}))))))) AND ({p6:Identifier} = {p7:String})))))), {p7:String}, {p8:String})] AS `segments_3`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p18:Int64}), {p19:Int64}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p20:Identifier}, {p10:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p21:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p22:Array(Float64)})), {p3:String})), if(startsWith({p20:Identifier}, {p10:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p12:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`), [{p20:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p20:Identifier}, {p14:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p23:Array(String)})) - toInt32((`e` IN {p24:Array(String)})))), extractAll({p20:Identifier}, {p14:String})))]), 1), [{p20:Identifier}]))), [if((substring({p20:Identifier}, 1, 1) IN {p25:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero({p20:Identifier}))), {p22:Array(Float64)})), {p3:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p26:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p27:Int64}, {p26:String}))) AND (`time` >= fromUnixTimestamp64Milli({p18:Int64}, {p26:String})) AND (`time` < fromUnixTimestamp64Milli({p27:Int64}, {p26:String})) AND (`name` = {p28:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p9:Identifier}, {p10:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p11:String}), {p3:String}, `v`)), `v`, {p3:String})), if(startsWith({p9:Identifier}, {p10:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p12:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`), [{p9:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p9:Identifier}, {p14:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p15:Array(String)})) - toInt32((`e` IN {p16:Array(String)})))), extractAll({p9:Identifier}, {p14:String})))]), 1), [{p9:Identifier}]))), [if(notEmpty(if(({p9:Identifier} = {p11:String}), {p3:String}, {p9:Identifier})), {p9:Identifier}, {p3:String})]) AS `segments_1`, if(empty(arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p17:UInt32})), `group_ids`, `group_keys`)))), [{p3:String}], arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p17:UInt32})), `group_ids`, `group_keys`)))) AS `segments_2`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p5:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `s1`, `s2`, `s3`, `u`), (`u`))) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `s1`, `s2`, `s3`, `place`
LIMIT 20000
