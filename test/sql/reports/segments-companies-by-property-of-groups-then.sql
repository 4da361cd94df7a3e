-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 1
-- p2 = ""
-- p3 = "["
-- p4 = "null"
-- p5 = ["]","}"]
-- p6 = ["[","]","{","}"]
-- p7 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p8 = ["[","{"]
-- p9 = ["]","}"]
-- p10 = 7
-- p11 = 1001
-- p12 = "plan"
-- p13 = 1769986800000
-- p14 = "UTC"
-- p15 = 1770245999999
-- p16 = 1770246000000
-- p17 = 86400000
-- p18 = 1000
-- p19 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `units` AS `n`, `units` AS `value`
FROM (SELECT `of_all`, `s0`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `units`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayZip(range(4), arrayPushBack(arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(arrayElement(`r`.`words`, 1), `p`)), range(3)))), count()))) AS `told`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `u`, [groupBitOr(bitShiftLeft({p1:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`event_id` AS `event_id`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`event_id` AS `event_id`, if(empty(`v`.`value_segments`), [{p2:String}], `v`.`value_segments`) AS `segments_0`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p13:Int64}), {p17:Int64}) AS `b`, `unit_hash` AS `u`, `event_id` AS `event_id`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = {p18:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p13:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p14:String})) AND (`name` = {p19:String}))) AS `r`
LEFT ANY JOIN (SELECT `r`.`event_id` AS `value_id`, if(empty(arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith(`each`, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(`each`, {p7:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p4:String}), {p2:String}, `each`)), `each`, {p2:String})])), groupArray(`v`.`value`))))), [{p2:String}], arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith(`each`, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(`each`, {p7:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p4:String}), {p2:String}, `each`)), `each`, {p2:String})])), groupArray(`v`.`value`))))) AS `value_segments`
FROM (SELECT `event_id`, `unit_hash`, `time`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = {p11:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p13:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p14:String})))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p10:UInt32}) AND (`group_key` = {p11:UInt32}) AND (`name` = {p12:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))
GROUP BY `r`.`event_id`) AS `v` ON (`r`.`event_id` = `v`.`value_id`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `u`), (`u`))) AS `r`
GROUP BY `of_all`, `s0`))
WHERE (`units` > 0)
LIMIT 20000
