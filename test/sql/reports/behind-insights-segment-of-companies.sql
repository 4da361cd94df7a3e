-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "["
-- p1 = "null"
-- p2 = ""
-- p3 = ["]","}"]
-- p4 = ["[","]","{","}"]
-- p5 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p6 = ["[","{"]
-- p7 = ["]","}"]
-- p8 = 7
-- p9 = 1000
-- p10 = "plan"
-- p11 = 1769986800000
-- p12 = 86400000
-- p13 = "UTC"
-- p14 = 1770245999999
-- p15 = 1770246000000
-- p16 = "Ordered"
-- p17 = "\"pro\""
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, if(startsWith(`v`.`value`, {p0:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p1:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith(`v`.`value`, {p0:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p3:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`), [`v`.`value`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`v`.`value`, {p5:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p6:Array(String)})) - toInt32((`e` IN {p7:Array(String)})))), extractAll(`v`.`value`, {p5:String})))]), 1), [`v`.`value`]))), [if(notEmpty(if((`v`.`value` = {p1:String}), {p2:String}, `v`.`value`)), `v`.`value`, {p2:String})]) AS `segments_0`
FROM (SELECT ({p11:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p11:Int64}), {p12:Int64}) * {p12:Int64})) AS `b`, `unit_hash` AS `u`, `unit_hash` AS `unit_hash`, `time` AS `time`
FROM `unit_events`
WHERE ((`project_id` = {p8:UInt32}) AND (`scope` = {p9:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p13:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p13:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p11:Int64}, {p13:String})) AND (`time` < fromUnixTimestamp64Milli({p15:Int64}, {p13:String})) AND (`name` = {p16:String}))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p8:UInt32}) AND (`group_key` = {p9:UInt32}) AND (`name` = {p10:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))) AS `r`) AS `r`
WHERE ((`r`.`s0` = {p17:String}))) AS `r`
