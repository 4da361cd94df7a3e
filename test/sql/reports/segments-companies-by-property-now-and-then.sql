-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 3
-- p2 = 1
-- p3 = ""
-- p4 = {"identifier":"properties.key_plan"}
-- p5 = "["
-- p6 = "null"
-- p7 = ["]","}"]
-- p8 = ["[","]","{","}"]
-- p9 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p10 = ["[","{"]
-- p11 = ["]","}"]
-- p12 = 7
-- p13 = 1000
-- p14 = ["[","{"]
-- p15 = ["]","}"]
-- p16 = "plan"
-- p17 = 1769986800000
-- p18 = 86400000
-- p19 = "UTC"
-- p20 = 1770246000000
-- p21 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `s1`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`s1` AS `s1`, `r`.`u` AS `u`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `s1`, `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `r`.`s1` AS `s1`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `r`.`s1` AS `s1`, if(empty(`p`.`segments_0`), [{p3:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `r`.`s1` AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, arrayJoin(`r`.`segments_1`) AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, if(startsWith(`v`.`value`, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p3:String}, `v`)), `v`, {p3:String})), if(startsWith(`v`.`value`, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p7:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [`v`.`value`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`v`.`value`, {p9:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p14:Array(String)})) - toInt32((`e` IN {p15:Array(String)})))), extractAll(`v`.`value`, {p9:String})))]), 1), [`v`.`value`]))), [if(notEmpty(if((`v`.`value` = {p6:String}), {p3:String}, `v`.`value`)), `v`.`value`, {p3:String})]) AS `segments_1`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p17:Int64}), {p18:Int64}) AS `b`, `unit_hash` AS `u`, `unit_hash` AS `unit_hash`, `time` AS `time`
FROM `unit_events`
WHERE ((`project_id` = {p12:UInt32}) AND (`scope` = {p13:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p19:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p19:String}))) AND (`time` >= fromUnixTimestamp64Milli({p17:Int64}, {p19:String})) AND (`time` < fromUnixTimestamp64Milli({p20:Int64}, {p19:String})) AND (`name` = {p21:String}))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p12:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`name` = {p16:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p4:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p3:String}, `v`)), `v`, {p3:String})), if(startsWith({p4:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p7:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p4:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p4:Identifier}, {p9:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p10:Array(String)})) - toInt32((`e` IN {p11:Array(String)})))), extractAll({p4:Identifier}, {p9:String})))]), 1), [{p4:Identifier}]))), [if(notEmpty(if(({p4:Identifier} = {p6:String}), {p3:String}, {p4:Identifier})), {p4:Identifier}, {p3:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p12:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `s1`, `u`), (`u`))) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `s1`, `place`
LIMIT 20000
