-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = "["
-- p2 = "null"
-- p3 = ["]","}"]
-- p4 = ["[","]","{","}"]
-- p5 = ["[","]","{","}"]
-- p6 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p7 = ["[","{"]
-- p8 = ["]","}"]
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = 7
-- p11 = 1000
-- p12 = {"identifier":"properties.key_plan"}
-- p13 = ["]","}"]
-- p14 = ["[","]","{","}"]
-- p15 = ["[","]","{","}"]
-- p16 = ["[","{"]
-- p17 = ["]","}"]
-- p18 = {"identifier":"properties.key_plan"}
-- p19 = {"identifier":"properties.key_plan"}
-- p20 = "$device:"
-- p21 = [1769986800000,1770073200000,1770159600000]
-- p22 = 1769986800000
-- p23 = "UTC"
-- p24 = 1770246000000
-- p25 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p21:Array(Int64)}) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p23:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p24:Int64}, {p23:String}))) AND (`time` >= fromUnixTimestamp64Milli({p22:Int64}, {p23:String})) AND (`time` < fromUnixTimestamp64Milli({p24:Int64}, {p23:String})) AND (`name` = {p25:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p10:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(empty(arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p1:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p2:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`each`, {p1:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p3:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p7:Array(String)})) - toInt32((`e` IN {p8:Array(String)})))), extractAll(`each`, {p6:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p2:String}), {p0:String}, `each`)), `each`, {p0:String})])), arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p9:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p10:UInt32}) AND (`group_key` = {p11:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p12:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p10:UInt32}) AND (`group_key` = {p11:UInt32}) AND (`deleted` = 0))), 2), {p0:String})), arrayFilter(((`g`, `k`) -> (`k` = {p11:UInt32})), `group_hashes`, `group_keys`)))))), [{p0:String}], arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p1:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p2:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`each`, {p1:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p13:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p14:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p15:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p16:Array(String)})) - toInt32((`e` IN {p17:Array(String)})))), extractAll(`each`, {p6:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p2:String}), {p0:String}, `each`)), `each`, {p0:String})])), arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p18:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p10:UInt32}) AND (`group_key` = {p11:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p19:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p10:UInt32}) AND (`group_key` = {p11:UInt32}) AND (`deleted` = 0))), 2), {p0:String})), arrayFilter(((`g`, `k`) -> (`k` = {p11:UInt32})), `group_hashes`, `group_keys`)))))) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p10:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p10:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p10:UInt32}) AND startsWith(`distinct_id`, {p20:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
