-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = "["
-- p2 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p3 = [10]
-- p4 = ["]","}"]
-- p5 = ["[","]","{","}"]
-- p6 = ["[","]","{","}"]
-- p7 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p8 = ["[","{"]
-- p9 = ["]","}"]
-- p10 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p11 = [10]
-- p12 = {"identifier":"properties.key_seats"}
-- p13 = 7
-- p14 = 1000
-- p15 = {"identifier":"properties.key_seats"}
-- p16 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p17 = [10]
-- p18 = ["]","}"]
-- p19 = ["[","]","{","}"]
-- p20 = ["[","]","{","}"]
-- p21 = ["[","{"]
-- p22 = ["]","}"]
-- p23 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p24 = [10]
-- p25 = {"identifier":"properties.key_seats"}
-- p26 = {"identifier":"properties.key_seats"}
-- p27 = "$device:"
-- p28 = [1769986800000,1770073200000,1770159600000]
-- p29 = 1769986800000
-- p30 = "UTC"
-- p31 = 1770246000000
-- p32 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p28:Array(Int64)}) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p13:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p29:Int64}, {p30:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p31:Int64}, {p30:String}))) AND (`time` >= fromUnixTimestamp64Milli({p29:Int64}, {p30:String})) AND (`time` < fromUnixTimestamp64Milli({p31:Int64}, {p30:String})) AND (`name` = {p32:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p13:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(empty(arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p1:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p2:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p3:Array(Float64)})), {p0:String})), if(startsWith(`each`, {p1:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(`each`, {p7:String})))]), 1), [`each`]))), [if((substring(`each`, 1, 1) IN {p10:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`each`))), {p11:Array(Float64)})), {p0:String})])), arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p12:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p13:UInt32}) AND (`group_key` = {p14:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p15:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p13:UInt32}) AND (`group_key` = {p14:UInt32}) AND (`deleted` = 0))), 2), {p0:String})), arrayFilter(((`g`, `k`) -> (`k` = {p14:UInt32})), `group_hashes`, `group_keys`)))))), [{p0:String}], arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p1:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p16:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p17:Array(Float64)})), {p0:String})), if(startsWith(`each`, {p1:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p18:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p19:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p20:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p21:Array(String)})) - toInt32((`e` IN {p22:Array(String)})))), extractAll(`each`, {p7:String})))]), 1), [`each`]))), [if((substring(`each`, 1, 1) IN {p23:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`each`))), {p24:Array(Float64)})), {p0:String})])), arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p25:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p13:UInt32}) AND (`group_key` = {p14:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p26:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p13:UInt32}) AND (`group_key` = {p14:UInt32}) AND (`deleted` = 0))), 2), {p0:String})), arrayFilter(((`g`, `k`) -> (`k` = {p14:UInt32})), `group_hashes`, `group_keys`)))))) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p13:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p13:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p13:UInt32}) AND startsWith(`distinct_id`, {p27:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
