-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = 604800000
-- p3 = 1769986800000
-- p4 = 1770246000000
-- p5 = "Signed up"
-- p6 = "Visited"
-- p7 = "Paid"
-- p8 = 7
-- p9 = 1000
-- p10 = 1769986798000
-- p11 = "UTC"
-- p12 = 1770850799999
-- p13 = 1770850800000
-- p14 = ["Signed up","Visited","Paid"]
-- p15 = ["Signed up","Visited","Paid"]
SELECT `of_all`, `s0`, countIf((length(`times`) >= 1)) AS `n_0`, countIf((length(`times`) >= 2)) AS `n_1`, countIf((length(`times`) >= 3)) AS `n_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_previous_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))) AS `since_previous_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_entry_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))) AS `since_entry_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`segments_0` AS `segments_0`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, toUInt32(1) AS `attempt`, arrayFilter(((`x`) -> (`x` > 0)), [`r`.`reached_0`, `r`.`reached_1`, `r`.`reached_2`]) AS `times`, `r`.`reached_0` AS `entry`, if(empty(arrayFirst(((`x`) -> (`x` != array({p0:String}))), array(if((`r`.`reached_0` > 0), array(toJSONString(`r`.`value_0_0`)), [{p0:String}]), if((`r`.`reached_1` > 0), array(toJSONString(`r`.`value_1_0`)), [{p0:String}]), if((`r`.`reached_2` > 0), array(toJSONString(`r`.`value_2_0`)), [{p0:String}])))), [{p0:String}], arrayFirst(((`x`) -> (`x` != array({p0:String}))), array(if((`r`.`reached_0` > 0), array(toJSONString(`r`.`value_0_0`)), [{p0:String}]), if((`r`.`reached_1` > 0), array(toJSONString(`r`.`value_1_0`)), [{p0:String}]), if((`r`.`reached_2` > 0), array(toJSONString(`r`.`value_2_0`)), [{p0:String}])))) AS `segments_0`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`reached_0`) AS `reached_0`, any(`v`.`reached_1`) AS `reached_1`, any(`v`.`reached_2`) AS `reached_2`, argMinIf(`r`.`segments_0`, `r`.`id`, ((`r`.`is_step_0` = 1) AND (`r`.`t` = `v`.`reached_0`))) AS `value_0_0`, argMinIf(`r`.`segments_0`, `r`.`id`, ((`r`.`is_step_1` = 1) AND (`r`.`t` = `v`.`reached_1`))) AS `value_1_0`, argMinIf(`r`.`segments_0`, `r`.`id`, ((`r`.`is_step_2` = 1) AND (`r`.`t` = `v`.`reached_2`))) AS `value_2_0`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p0:String} AS `held`, toUInt8((`name` = {p5:String})) AS `is_step_0`, toUInt8((`name` = {p6:String})) AS `is_step_1`, toUInt8((`name` = {p7:String})) AS `is_step_2`, `unit_hash` AS `u`, arrayElement(`group_ids`, indexOf(`group_hashes`, `unit_hash`)) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p8:UInt32}) AND (`scope` = {p9:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p11:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p11:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p11:String})) AND (`time` < fromUnixTimestamp64Milli({p13:Int64}, {p11:String})) AND (`name` IN {p15:Array(String)}))) AS `r` INNER JOIN (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`reached_1` AS `reached_1`, if((`r`.`reached_1` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_1` - 2000)) AND (`x` <= (`r`.`reached_0` + {p2:Int64})))), `r`.`times_2`)), toInt64(0)) AS `reached_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`times_2` AS `times_2`, if((`r`.`reached_0` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_0` - 2000)) AND (`x` <= (`r`.`reached_0` + {p2:Int64})))), `r`.`times_1`)), toInt64(0)) AS `reached_1`
FROM (SELECT `u`, minIf(`t`, ((`is_step_0` = 1) AND (`t` >= {p3:Int64}) AND (`t` < {p4:Int64}))) AS `reached_0`, groupArrayIf(`t`, (`is_step_1` = 1)) AS `times_1`, groupArrayIf(`t`, (`is_step_2` = 1)) AS `times_2`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p0:String} AS `held`, toUInt8((`name` = {p5:String})) AS `is_step_0`, toUInt8((`name` = {p6:String})) AS `is_step_1`, toUInt8((`name` = {p7:String})) AS `is_step_2`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p8:UInt32}) AND (`scope` = {p9:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p11:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p11:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p11:String})) AND (`time` < fromUnixTimestamp64Milli({p13:Int64}, {p11:String})) AND (`name` IN {p14:Array(String)}))) AS `r`
GROUP BY `u`
HAVING (`reached_0` > 0)) AS `r`) AS `r`) AS `v` ON (`r`.`u` = `v`.`u`)
WHERE (((`r`.`is_step_0` = 1) AND (`r`.`t` = `v`.`reached_0`)) OR ((`r`.`is_step_1` = 1) AND (`r`.`t` = `v`.`reached_1`)) OR ((`r`.`is_step_2` = 1) AND (`r`.`t` = `v`.`reached_2`)))
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`
LIMIT 20000
