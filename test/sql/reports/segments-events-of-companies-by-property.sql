-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1769986800000
-- p1 = 86400000
-- p2 = "["
-- p3 = "null"
-- p4 = ""
-- p5 = ["]","}"]
-- p6 = ["[","]","{","}"]
-- p7 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p8 = ["[","{"]
-- p9 = ["]","}"]
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = 7
-- p12 = 1000
-- p13 = "UTC"
-- p14 = 1770245999999
-- p15 = 1770246000000
-- p16 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, (countIf((`alone` = 1)) + uniqExactIf(`id`, (NOT (`alone` = 1)))) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`id` AS `id`, arrayJoin(`r`.`segments_0`) AS `s0`, ((`r`.`alone` = 1) AND (length(`r`.`segments_0`) = 1)) AS `alone`
FROM (SELECT ({p0:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p0:Int64}), {p1:Int64}) * {p1:Int64})) AS `b`, `event_id` AS `id`, (`siblings` = 1) AS `alone`, if(empty(arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p4:String}, `v`)), `v`, {p4:String})), if(startsWith(`each`, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(`each`, {p7:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p3:String}), {p4:String}, `each`)), `each`, {p4:String})])), arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p10:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p11:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p10:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p11:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0))), 2), {p4:String})), arrayFilter(((`g`, `k`) -> (`k` = {p12:UInt32})), `group_hashes`, `group_keys`)))))), [{p4:String}], arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p4:String}, `v`)), `v`, {p4:String})), if(startsWith(`each`, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(`each`, {p7:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p3:String}), {p4:String}, `each`)), `each`, {p4:String})])), arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p10:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p11:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p10:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p11:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0))), 2), {p4:String})), arrayFilter(((`g`, `k`) -> (`k` = {p12:UInt32})), `group_hashes`, `group_keys`)))))) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p11:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p0:Int64}, {p13:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p13:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p0:Int64}, {p13:String})) AND (`time` < fromUnixTimestamp64Milli({p15:Int64}, {p13:String})) AND (`name` = {p16:String}) AND has(`group_keys`, {p12:UInt32}))) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
