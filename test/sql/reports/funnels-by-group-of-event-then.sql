-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = 604800000
-- p3 = 1769986800000
-- p4 = 1770246000000
-- p5 = 7
-- p6 = "Signed up"
-- p7 = "Visited"
-- p8 = "Paid"
-- p9 = 1769986798000
-- p10 = "UTC"
-- p11 = 1770850799999
-- p12 = 1770850800000
-- p13 = ["Signed up","Visited","Paid"]
-- p14 = "["
-- p15 = "null"
-- p16 = ["]","}"]
-- p17 = ["[","]","{","}"]
-- p18 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p19 = ["[","{"]
-- p20 = ["]","}"]
-- p21 = 1001
-- p22 = "plan"
-- p23 = ["Signed up","Visited","Paid"]
SELECT `of_all`, `s0`, countIf((length(`times`) >= 1)) AS `n_0`, countIf((length(`times`) >= 2)) AS `n_1`, countIf((length(`times`) >= 3)) AS `n_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_previous_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))) AS `since_previous_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_entry_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))) AS `since_entry_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`segments_0` AS `segments_0`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, toUInt32(1) AS `attempt`, arrayFilter(((`x`) -> (`x` > 0)), [`r`.`reached_0`, `r`.`reached_1`, `r`.`reached_2`]) AS `times`, `r`.`reached_0` AS `entry`, if(empty(arrayFirst(((`x`) -> (`x` != array({p0:String}))), array(if((`r`.`reached_0` > 0), `r`.`value_0_0`, [{p0:String}]), if((`r`.`reached_1` > 0), `r`.`value_1_0`, [{p0:String}]), if((`r`.`reached_2` > 0), `r`.`value_2_0`, [{p0:String}])))), [{p0:String}], arrayFirst(((`x`) -> (`x` != array({p0:String}))), array(if((`r`.`reached_0` > 0), `r`.`value_0_0`, [{p0:String}]), if((`r`.`reached_1` > 0), `r`.`value_1_0`, [{p0:String}]), if((`r`.`reached_2` > 0), `r`.`value_2_0`, [{p0:String}])))) AS `segments_0`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`reached_0`) AS `reached_0`, any(`v`.`reached_1`) AS `reached_1`, any(`v`.`reached_2`) AS `reached_2`, argMinIf(`r`.`segments_0`, `r`.`id`, ((`r`.`is_step_0` = 1) AND (`r`.`t` = `v`.`reached_0`))) AS `value_0_0`, argMinIf(`r`.`segments_0`, `r`.`id`, ((`r`.`is_step_1` = 1) AND (`r`.`t` = `v`.`reached_1`))) AS `value_1_0`, argMinIf(`r`.`segments_0`, `r`.`id`, ((`r`.`is_step_2` = 1) AND (`r`.`t` = `v`.`reached_2`))) AS `value_2_0`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`held` AS `held`, `r`.`is_step_0` AS `is_step_0`, `r`.`is_step_1` AS `is_step_1`, `r`.`is_step_2` AS `is_step_2`, `r`.`event_id` AS `event_id`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`held` AS `held`, `r`.`is_step_0` AS `is_step_0`, `r`.`is_step_1` AS `is_step_1`, `r`.`is_step_2` AS `is_step_2`, `r`.`actor` AS `actor`, `r`.`event_id` AS `event_id`, if(empty(`v`.`value_segments`), [{p0:String}], `v`.`value_segments`) AS `segments_0`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p0:String} AS `held`, toUInt8((`name` = {p6:String})) AS `is_step_0`, toUInt8((`name` = {p7:String})) AS `is_step_1`, toUInt8((`name` = {p8:String})) AS `is_step_2`, `unit_hash` AS `actor`, `event_id` AS `event_id`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p10:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p10:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p9:Int64}, {p10:String})) AND (`time` < fromUnixTimestamp64Milli({p12:Int64}, {p10:String})) AND (`name` IN {p23:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `r`.`event_id` AS `value_id`, if(empty(arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p14:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p15:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`each`, {p14:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p16:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p17:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p17:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p18:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p19:Array(String)})) - toInt32((`e` IN {p20:Array(String)})))), extractAll(`each`, {p18:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p15:String}), {p0:String}, `each`)), `each`, {p0:String})])), groupArray(`v`.`value`))))), [{p0:String}], arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p14:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p15:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`each`, {p14:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p16:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p17:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p17:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p18:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p19:Array(String)})) - toInt32((`e` IN {p20:Array(String)})))), extractAll(`each`, {p18:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p15:String}), {p0:String}, `each`)), `each`, {p0:String})])), groupArray(`v`.`value`))))) AS `value_segments`
FROM (SELECT `event_id`, `unit_hash`, `time`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p21:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p10:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p10:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p9:Int64}, {p10:String})) AND (`time` < fromUnixTimestamp64Milli({p12:Int64}, {p10:String})))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p5:UInt32}) AND (`group_key` = {p21:UInt32}) AND (`name` = {p22:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))
GROUP BY `r`.`event_id`) AS `v` ON (`r`.`event_id` = `v`.`value_id`)) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` INNER JOIN (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`reached_1` AS `reached_1`, if((`r`.`reached_1` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_1` - 2000)) AND (`x` <= (`r`.`reached_0` + {p2:Int64})))), `r`.`times_2`)), toInt64(0)) AS `reached_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`times_2` AS `times_2`, if((`r`.`reached_0` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_0` - 2000)) AND (`x` <= (`r`.`reached_0` + {p2:Int64})))), `r`.`times_1`)), toInt64(0)) AS `reached_1`
FROM (SELECT `u`, minIf(`t`, ((`is_step_0` = 1) AND (`t` >= {p3:Int64}) AND (`t` < {p4:Int64}))) AS `reached_0`, groupArrayIf(`t`, (`is_step_1` = 1)) AS `times_1`, groupArrayIf(`t`, (`is_step_2` = 1)) AS `times_2`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`held` AS `held`, `r`.`is_step_0` AS `is_step_0`, `r`.`is_step_1` AS `is_step_1`, `r`.`is_step_2` AS `is_step_2`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p0:String} AS `held`, toUInt8((`name` = {p6:String})) AS `is_step_0`, toUInt8((`name` = {p7:String})) AS `is_step_1`, toUInt8((`name` = {p8:String})) AS `is_step_2`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p10:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p10:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p9:Int64}, {p10:String})) AND (`time` < fromUnixTimestamp64Milli({p12:Int64}, {p10:String})) AND (`name` IN {p13:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`reached_0` > 0)) AS `r`) AS `r`) AS `v` ON (`r`.`u` = `v`.`u`)
WHERE (((`r`.`is_step_0` = 1) AND (`r`.`t` = `v`.`reached_0`)) OR ((`r`.`is_step_1` = 1) AND (`r`.`t` = `v`.`reached_1`)) OR ((`r`.`is_step_2` = 1) AND (`r`.`t` = `v`.`reached_2`)))
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`
LIMIT 20000
