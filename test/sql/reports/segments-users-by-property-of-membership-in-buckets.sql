-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = ""
-- p2 = [0,1]
-- p3 = "["
-- p4 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p5 = [10]
-- p6 = ["]","}"]
-- p7 = ["[","]","{","}"]
-- p8 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p9 = ["[","{"]
-- p10 = ["]","}"]
-- p11 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p12 = {"identifier":"properties.key_seats"}
-- p13 = 7
-- p14 = 1000
-- p15 = "$device:"
-- p16 = 1
-- p17 = 1769986800000
-- p18 = 86400000
-- p19 = "UTC"
-- p20 = 1770245999999
-- p21 = 1770246000000
-- p22 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `units` AS `n`, `units` AS `value`
FROM (SELECT `of_all`, `s0`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `units`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayZip(range(4), arrayPushBack(arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(arrayElement(`r`.`words`, 1), `p`)), range(3)))), count()))) AS `told`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p1:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`segments_0` AS `segments_0`, arrayJoin({p2:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, if(empty(`p`.`segments_0`), [{p1:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`, [groupBitOr(bitShiftLeft({p16:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p17:Int64}), {p18:Int64}) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p13:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p19:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p19:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p17:Int64}, {p19:String})) AND (`time` < fromUnixTimestamp64Milli({p21:Int64}, {p19:String})) AND (`name` = {p22:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p13:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(empty(arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p4:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p5:Array(Float64)})), {p1:String})), if(startsWith(`each`, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p8:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p9:Array(String)})) - toInt32((`e` IN {p10:Array(String)})))), extractAll(`each`, {p8:String})))]), 1), [`each`]))), [if((substring(`each`, 1, 1) IN {p11:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`each`))), {p5:Array(Float64)})), {p1:String})])), arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p12:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p13:UInt32}) AND (`group_key` = {p14:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p12:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p13:UInt32}) AND (`group_key` = {p14:UInt32}) AND (`deleted` = 0))), 2), {p1:String})), arrayFilter(((`g`, `k`) -> (`k` = {p14:UInt32})), `group_hashes`, `group_keys`)))))), [{p1:String}], arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p4:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p5:Array(Float64)})), {p1:String})), if(startsWith(`each`, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p8:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p9:Array(String)})) - toInt32((`e` IN {p10:Array(String)})))), extractAll(`each`, {p8:String})))]), 1), [`each`]))), [if((substring(`each`, 1, 1) IN {p11:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`each`))), {p5:Array(Float64)})), {p1:String})])), arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p12:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p13:UInt32}) AND (`group_key` = {p14:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p12:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p13:UInt32}) AND (`group_key` = {p14:UInt32}) AND (`deleted` = 0))), 2), {p1:String})), arrayFilter(((`g`, `k`) -> (`k` = {p14:UInt32})), `group_hashes`, `group_keys`)))))) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p13:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p13:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p13:UInt32}) AND startsWith(`distinct_id`, {p15:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`))
WHERE (`units` > 0)
LIMIT 20000
