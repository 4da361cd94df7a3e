-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 3
-- p2 = ""
-- p3 = [0,1]
-- p4 = "["
-- p5 = "null"
-- p6 = ["]","}"]
-- p7 = ["[","]","{","}"]
-- p8 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p9 = ["[","{"]
-- p10 = ["]","}"]
-- p11 = {"identifier":"properties.key_plan"}
-- p12 = 7
-- p13 = 1000
-- p14 = "$device:"
-- p15 = 1
-- p16 = 1769986800000
-- p17 = 86400000
-- p18 = "UTC"
-- p19 = 1770246000000
-- p20 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`u` AS `u`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`segments_0` AS `segments_0`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, if(empty(`p`.`segments_0`), [{p2:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p15:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p16:Int64}), {p17:Int64}) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p12:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p18:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p19:Int64}, {p18:String}))) AND (`time` >= fromUnixTimestamp64Milli({p16:Int64}, {p18:String})) AND (`time` < fromUnixTimestamp64Milli({p19:Int64}, {p18:String})) AND (`name` = {p20:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p12:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(empty(arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p4:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p5:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith(`each`, {p4:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p8:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p9:Array(String)})) - toInt32((`e` IN {p10:Array(String)})))), extractAll(`each`, {p8:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p5:String}), {p2:String}, `each`)), `each`, {p2:String})])), arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p11:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p12:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p11:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p12:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`deleted` = 0))), 2), {p2:String})), arrayFilter(((`g`, `k`) -> (`k` = {p13:UInt32})), `group_hashes`, `group_keys`)))))), [{p2:String}], arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p4:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p5:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith(`each`, {p4:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p8:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p9:Array(String)})) - toInt32((`e` IN {p10:Array(String)})))), extractAll(`each`, {p8:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p5:String}), {p2:String}, `each`)), `each`, {p2:String})])), arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p11:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p12:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p11:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p12:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`deleted` = 0))), 2), {p2:String})), arrayFilter(((`g`, `k`) -> (`k` = {p13:UInt32})), `group_hashes`, `group_keys`)))))) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p12:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p12:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p12:UInt32}) AND startsWith(`distinct_id`, {p14:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `place`
LIMIT 20000
