-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "["
-- p2 = "null"
-- p3 = ""
-- p4 = ["]","}"]
-- p5 = ["[","]","{","}"]
-- p6 = ["[","]","{","}"]
-- p7 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p8 = ["[","{"]
-- p9 = ["]","}"]
-- p10 = 1000
-- p11 = "plan"
-- p12 = [1769986800000,1770073200000,1770159600000]
-- p13 = 1769986800000
-- p14 = "UTC"
-- p15 = 1770246000000
-- p16 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `r`.`b` AS `b`, `r`.`actor` AS `actor`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, if(startsWith(`v`.`value`, {p1:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p2:String}), {p3:String}, `v`)), `v`, {p3:String})), if(startsWith(`v`.`value`, {p1:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [`v`.`value`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`v`.`value`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(`v`.`value`, {p7:String})))]), 1), [`v`.`value`]))), [if(notEmpty(if((`v`.`value` = {p2:String}), {p3:String}, `v`.`value`)), `v`.`value`, {p3:String})]) AS `segments_0`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p12:Array(Int64)}) AS `b`, `actor_hash` AS `actor`, `unit_hash` AS `unit_hash`, `time` AS `time`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = {p10:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))) AND (`time` >= fromUnixTimestamp64Milli({p13:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p15:Int64}, {p14:String})) AND (`name` = {p16:String}))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p10:UInt32}) AND (`name` = {p11:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
