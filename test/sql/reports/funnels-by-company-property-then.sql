-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = 604800000
-- p3 = 1769986800000
-- p4 = 1770246000000
-- p5 = "["
-- p6 = "null"
-- p7 = ["]","}"]
-- p8 = ["[","]","{","}"]
-- p9 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p10 = ["[","{"]
-- p11 = ["]","}"]
-- p12 = 7
-- p13 = 1000
-- p14 = "plan"
-- p15 = "Signed up"
-- p16 = "Visited"
-- p17 = "Paid"
-- p18 = 1769986798000
-- p19 = "UTC"
-- p20 = 1770850800000
-- p21 = ["Signed up","Visited","Paid"]
SELECT `of_all`, `s0`, countIf((length(`times`) >= 1)) AS `n_0`, countIf((length(`times`) >= 2)) AS `n_1`, countIf((length(`times`) >= 3)) AS `n_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_previous_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))) AS `since_previous_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_entry_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))) AS `since_entry_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`segments_0` AS `segments_0`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, toUInt32(1) AS `attempt`, arrayFilter(((`x`) -> (`x` > 0)), [tupleElement(`r`.`reached_0`, 1), tupleElement(`r`.`reached_1`, 1), tupleElement(`r`.`reached_2`, 1)]) AS `times`, tupleElement(`r`.`reached_0`, 1) AS `entry`, if(empty(arrayLast(((`x`) -> (`x` != array({p0:String}))), array(if((tupleElement(`r`.`reached_0`, 1) > 0), tupleElement(`r`.`reached_0`, 3), [{p0:String}]), if((tupleElement(`r`.`reached_1`, 1) > 0), tupleElement(`r`.`reached_1`, 3), [{p0:String}]), if((tupleElement(`r`.`reached_2`, 1) > 0), tupleElement(`r`.`reached_2`, 3), [{p0:String}])))), [{p0:String}], arrayLast(((`x`) -> (`x` != array({p0:String}))), array(if((tupleElement(`r`.`reached_0`, 1) > 0), tupleElement(`r`.`reached_0`, 3), [{p0:String}]), if((tupleElement(`r`.`reached_1`, 1) > 0), tupleElement(`r`.`reached_1`, 3), [{p0:String}]), if((tupleElement(`r`.`reached_2`, 1) > 0), tupleElement(`r`.`reached_2`, 3), [{p0:String}])))) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`reached_1` AS `reached_1`, arrayElement(arraySort(arrayFilter(((`x`) -> ((tupleElement(`r`.`reached_1`, 1) > 0) AND (tupleElement(`x`, 1) >= (tupleElement(`r`.`reached_1`, 1) - 2000)) AND (tupleElement(`x`, 1) <= (tupleElement(`r`.`reached_0`, 1) + {p2:Int64})))), `r`.`events_2`)), 1) AS `reached_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`events_2` AS `events_2`, arrayElement(arraySort(arrayFilter(((`x`) -> ((tupleElement(`r`.`reached_0`, 1) > 0) AND (tupleElement(`x`, 1) >= (tupleElement(`r`.`reached_0`, 1) - 2000)) AND (tupleElement(`x`, 1) <= (tupleElement(`r`.`reached_0`, 1) + {p2:Int64})))), `r`.`events_1`)), 1) AS `reached_1`
FROM (SELECT `u`, arrayElement(arraySort(arrayZip(groupArrayIf(`t`, ((`is_step_0` = 1) AND (`t` >= {p3:Int64}) AND (`t` < {p4:Int64}))), groupArrayIf(`id`, ((`is_step_0` = 1) AND (`t` >= {p3:Int64}) AND (`t` < {p4:Int64}))), groupArrayIf(`segments_0`, ((`is_step_0` = 1) AND (`t` >= {p3:Int64}) AND (`t` < {p4:Int64}))))), 1) AS `reached_0`, arrayZip(groupArrayIf(`t`, (`is_step_1` = 1)), groupArrayIf(`id`, (`is_step_1` = 1)), groupArrayIf(`segments_0`, (`is_step_1` = 1))) AS `events_1`, arrayZip(groupArrayIf(`t`, (`is_step_2` = 1)), groupArrayIf(`id`, (`is_step_2` = 1)), groupArrayIf(`segments_0`, (`is_step_2` = 1))) AS `events_2`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`held` AS `held`, `r`.`is_step_0` AS `is_step_0`, `r`.`is_step_1` AS `is_step_1`, `r`.`is_step_2` AS `is_step_2`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, if(startsWith(`v`.`value`, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`v`.`value`, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p7:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [`v`.`value`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`v`.`value`, {p9:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p10:Array(String)})) - toInt32((`e` IN {p11:Array(String)})))), extractAll(`v`.`value`, {p9:String})))]), 1), [`v`.`value`]))), [if(notEmpty(if((`v`.`value` = {p6:String}), {p0:String}, `v`.`value`)), `v`.`value`, {p0:String})]) AS `segments_0`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p0:String} AS `held`, toUInt8((`name` = {p15:String})) AS `is_step_0`, toUInt8((`name` = {p16:String})) AS `is_step_1`, toUInt8((`name` = {p17:String})) AS `is_step_2`, `unit_hash` AS `u`, `unit_hash` AS `unit_hash`, `time` AS `time`
FROM `unit_events`
WHERE ((`project_id` = {p12:UInt32}) AND (`scope` = {p13:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p19:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p19:String}))) AND (`time` >= fromUnixTimestamp64Milli({p18:Int64}, {p19:String})) AND (`time` < fromUnixTimestamp64Milli({p20:Int64}, {p19:String})) AND (`name` IN {p21:Array(String)}) AND ((`name` = {p15:String}) OR (`name` = {p16:String}) OR (`name` = {p17:String})))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p12:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`name` = {p14:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))) AS `r`
GROUP BY `u`
HAVING (tupleElement(`reached_0`, 1) > 0)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`
LIMIT 20000
