-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 3
-- p2 = 1
-- p3 = "["
-- p4 = "null"
-- p5 = ""
-- p6 = ["]","}"]
-- p7 = ["[","]","{","}"]
-- p8 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p9 = ["[","{"]
-- p10 = ["]","}"]
-- p11 = 7
-- p12 = 1000
-- p13 = "plan"
-- p14 = 1769986800000
-- p15 = 86400000
-- p16 = "UTC"
-- p17 = 1770246000000
-- p18 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`u` AS `u`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, if(startsWith(`v`.`value`, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p5:String}, `v`)), `v`, {p5:String})), if(startsWith(`v`.`value`, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`), [`v`.`value`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`v`.`value`, {p8:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p9:Array(String)})) - toInt32((`e` IN {p10:Array(String)})))), extractAll(`v`.`value`, {p8:String})))]), 1), [`v`.`value`]))), [if(notEmpty(if((`v`.`value` = {p4:String}), {p5:String}, `v`.`value`)), `v`.`value`, {p5:String})]) AS `segments_0`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p14:Int64}), {p15:Int64}) AS `b`, `unit_hash` AS `u`, `unit_hash` AS `unit_hash`, `time` AS `time`
FROM `unit_events`
WHERE ((`project_id` = {p11:UInt32}) AND (`scope` = {p12:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p16:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p16:String}))) AND (`time` >= fromUnixTimestamp64Milli({p14:Int64}, {p16:String})) AND (`time` < fromUnixTimestamp64Milli({p17:Int64}, {p16:String})) AND (`name` = {p18:String}))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p11:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`name` = {p13:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `u`), (`u`))) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `place`
LIMIT 20000
