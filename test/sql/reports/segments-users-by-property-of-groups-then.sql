-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = ""
-- p2 = "["
-- p3 = "null"
-- p4 = ["]","}"]
-- p5 = ["[","]","{","}"]
-- p6 = ["[","]","{","}"]
-- p7 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p8 = ["[","{"]
-- p9 = ["]","}"]
-- p10 = ["]","}"]
-- p11 = ["[","]","{","}"]
-- p12 = ["[","]","{","}"]
-- p13 = ["[","{"]
-- p14 = ["]","}"]
-- p15 = 1001
-- p16 = "plan"
-- p17 = 1769986800000
-- p18 = "UTC"
-- p19 = 1770246000000
-- p20 = [1769986800000,1770073200000,1770159600000]
-- p21 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`event_id` AS `event_id`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`event_id` AS `event_id`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `r`.`b` AS `b`, `r`.`actor` AS `actor`, `r`.`event_id` AS `event_id`, if(empty(`v`.`value_segments`), [{p1:String}], `v`.`value_segments`) AS `segments_0`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p20:Array(Int64)}) AS `b`, `unit_hash` AS `actor`, `event_id` AS `event_id`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p18:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p19:Int64}, {p18:String}))) AND (`time` >= fromUnixTimestamp64Milli({p17:Int64}, {p18:String})) AND (`time` < fromUnixTimestamp64Milli({p19:Int64}, {p18:String})) AND (`name` = {p21:String}))) AS `r`
LEFT ANY JOIN (SELECT `r`.`event_id` AS `value_id`, if(empty(arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith(`each`, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(`each`, {p7:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p3:String}), {p1:String}, `each`)), `each`, {p1:String})])), groupArray(`v`.`value`))))), [{p1:String}], arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith(`each`, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p10:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p13:Array(String)})) - toInt32((`e` IN {p14:Array(String)})))), extractAll(`each`, {p7:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p3:String}), {p1:String}, `each`)), `each`, {p1:String})])), groupArray(`v`.`value`))))) AS `value_segments`
FROM (SELECT `event_id`, `unit_hash`, `time`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = {p15:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p18:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p19:Int64}, {p18:String}))) AND (`time` >= fromUnixTimestamp64Milli({p17:Int64}, {p18:String})) AND (`time` < fromUnixTimestamp64Milli({p19:Int64}, {p18:String})))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p15:UInt32}) AND (`name` = {p16:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))
GROUP BY `r`.`event_id`) AS `v` ON (`r`.`event_id` = `v`.`value_id`)) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
