-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = [1769986800000,1770073200000,1770159600000]
-- p3 = "["
-- p4 = "null"
-- p5 = ["]","}"]
-- p6 = ["[","]","{","}"]
-- p7 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p8 = ["[","{"]
-- p9 = ["]","}"]
-- p10 = 7
-- p11 = 1000
-- p12 = "plan"
-- p13 = 0
-- p14 = "UTC"
-- p15 = 1770245999999
-- p16 = 1770246000000
-- p17 = "Signed up"
-- p18 = 1769986800000
SELECT count() AS `segments`, arrayMap(((`one`) -> array(tupleElement(`one`, 2))), arraySlice(arraySort(groupArray(tuple(negate(ifNull(toFloat64(`born`), (-9007199254740991))), `s0`))), 1, 10)) AS `largest`
FROM (SELECT `of_all`, `s0`, count() AS `born`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, roundDown(`r`.`birth`, {p2:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, if(startsWith(`v`.`value`, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`v`.`value`, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [`v`.`value`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`v`.`value`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(`v`.`value`, {p7:String})))]), 1), [`v`.`value`]))), [if(notEmpty(if((`v`.`value` = {p4:String}), {p0:String}, `v`.`value`)), `v`.`value`, {p0:String})]) AS `segments_0`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `u`, `unit_hash` AS `unit_hash`, `time` AS `time`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = {p11:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p13:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p14:String})) AND (`name` = {p17:String}))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p10:UInt32}) AND (`group_key` = {p11:UInt32}) AND (`name` = {p12:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p18:Int64})) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`)
WHERE (`of_all` = 0)
