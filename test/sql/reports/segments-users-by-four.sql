-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 1
-- p2 = ""
-- p3 = 7
-- p4 = "$device:"
-- p5 = {"identifier":"properties.key_admin"}
-- p6 = "true"
-- p7 = "false"
-- p8 = {"identifier":"properties.key_plan"}
-- p9 = "["
-- p10 = "null"
-- p11 = ["]","}"]
-- p12 = ["[","]","{","}"]
-- p13 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p14 = ["[","{"]
-- p15 = ["]","}"]
-- p16 = 1000
-- p17 = 1769986800000
-- p18 = 86400000
-- p19 = {"identifier":"properties.key_amount"}
-- p20 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p21 = [10,100]
-- p22 = ["[","{"]
-- p23 = ["]","}"]
-- p24 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p25 = "UTC"
-- p26 = 1770245999999
-- p27 = 1770246000000
-- p28 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `s1`, `s2`, `s3`, `units` AS `n`, `units` AS `value`
FROM (SELECT `of_all`, `s0`, `s1`, `s2`, `s3`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `units`
FROM (SELECT `of_all`, `s0`, `s1`, `s2`, `s3`, arrayJoin(arrayZip(range(4), arrayPushBack(arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(arrayElement(`r`.`words`, 1), `p`)), range(3)))), count()))) AS `told`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `s1`, `s2`, `s3`, `u`, [groupBitOr(bitShiftLeft({p1:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`, arrayJoin(`r`.`segments_2`) AS `s2`, arrayJoin(`r`.`segments_3`) AS `s3`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, if(empty(`p`.`segments_1`), [{p2:String}], `p`.`segments_1`) AS `segments_1`, if(empty(`p`.`segments_2`), [{p2:String}], `p`.`segments_2`) AS `segments_2`, [if(toUInt8(materialize((`r`.`u` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p3:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p3:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p3:UInt32}) AND startsWith(`distinct_id`, {p4:String}))))))) AND ({p5:Identifier} = {p6:String})))))), {p6:String}, {p7:String})] AS `segments_3`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p17:Int64}), {p18:Int64}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p19:Identifier}, {p9:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p20:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p21:Array(Float64)})), {p2:String})), if(startsWith({p19:Identifier}, {p9:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p11:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`), [{p19:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p19:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p22:Array(String)})) - toInt32((`e` IN {p23:Array(String)})))), extractAll({p19:Identifier}, {p13:String})))]), 1), [{p19:Identifier}]))), [if((substring({p19:Identifier}, 1, 1) IN {p24:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero({p19:Identifier}))), {p21:Array(Float64)})), {p2:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p25:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p26:Int64}, {p25:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p17:Int64}, {p25:String})) AND (`time` < fromUnixTimestamp64Milli({p27:Int64}, {p25:String})) AND (`name` = {p28:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p3:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p8:Identifier}, {p9:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p10:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith({p8:Identifier}, {p9:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p11:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`), [{p8:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p8:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p14:Array(String)})) - toInt32((`e` IN {p15:Array(String)})))), extractAll({p8:Identifier}, {p13:String})))]), 1), [{p8:Identifier}]))), [if(notEmpty(if(({p8:Identifier} = {p10:String}), {p2:String}, {p8:Identifier})), {p8:Identifier}, {p2:String})]) AS `segments_1`, if(empty(arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p16:UInt32})), `group_ids`, `group_keys`)))), [{p2:String}], arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p16:UInt32})), `group_ids`, `group_keys`)))) AS `segments_2`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p3:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p3:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p3:UInt32}) AND startsWith(`distinct_id`, {p4:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `s1`, `s2`, `s3`, `u`), (`u`))) AS `r`
GROUP BY `of_all`, `s0`, `s1`, `s2`, `s3`))
WHERE (`units` > 0)
LIMIT 20000
