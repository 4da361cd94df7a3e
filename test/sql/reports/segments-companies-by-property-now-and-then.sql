-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = {"identifier":"properties.key_plan"}
-- p2 = "["
-- p3 = "null"
-- p4 = {"identifier":"properties.key_plan"}
-- p5 = ["]","}"]
-- p6 = ["[","]","{","}"]
-- p7 = ["[","]","{","}"]
-- p8 = {"identifier":"properties.key_plan"}
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p11 = ["[","{"]
-- p12 = ["]","}"]
-- p13 = {"identifier":"properties.key_plan"}
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = {"identifier":"properties.key_plan"}
-- p16 = {"identifier":"properties.key_plan"}
-- p17 = {"identifier":"properties.key_plan"}
-- p18 = 7
-- p19 = 1000
-- p20 = ["]","}"]
-- p21 = ["[","]","{","}"]
-- p22 = ["[","]","{","}"]
-- p23 = ["[","{"]
-- p24 = ["]","}"]
-- p25 = "plan"
-- p26 = [1769986800000,1770073200000,1770159600000]
-- p27 = 1769986800000
-- p28 = "UTC"
-- p29 = 1770246000000
-- p30 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, `s1`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `r`.`s1` AS `s1`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `r`.`s1` AS `s1`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `r`.`s1` AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, arrayJoin(`r`.`segments_1`) AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, if(startsWith(`v`.`value`, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`v`.`value`, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p20:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p21:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p22:Array(String)}))), `tokens`), [`v`.`value`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`v`.`value`, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p23:Array(String)})) - toInt32((`e` IN {p24:Array(String)})))), extractAll(`v`.`value`, {p10:String})))]), 1), [`v`.`value`]))), [if(notEmpty(if((`v`.`value` = {p3:String}), {p0:String}, `v`.`value`)), `v`.`value`, {p0:String})]) AS `segments_1`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p26:Array(Int64)}) AS `b`, `unit_hash` AS `u`, `unit_hash` AS `unit_hash`, `time` AS `time`
FROM `unit_events`
WHERE ((`project_id` = {p18:UInt32}) AND (`scope` = {p19:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p27:Int64}, {p28:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p29:Int64}, {p28:String}))) AND (`time` >= fromUnixTimestamp64Milli({p27:Int64}, {p28:String})) AND (`time` < fromUnixTimestamp64Milli({p29:Int64}, {p28:String})) AND (`name` = {p30:String}))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p18:UInt32}) AND (`group_key` = {p19:UInt32}) AND (`name` = {p25:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p1:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p4:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`), [{p8:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p9:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll({p13:Identifier}, {p10:String})))]), 1), [{p14:Identifier}]))), [if(notEmpty(if(({p15:Identifier} = {p3:String}), {p0:String}, {p16:Identifier})), {p17:Identifier}, {p0:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p18:UInt32}) AND (`group_key` = {p19:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`, `s1`), (`s0`, `s1`), (`b`), ())
LIMIT 20000
