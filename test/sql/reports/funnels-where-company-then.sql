-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 604800000
-- p1 = 1769986800000
-- p2 = 1770246000000
-- p3 = ""
-- p4 = "Signed up"
-- p5 = "Visited"
-- p6 = "Paid"
-- p7 = 7
-- p8 = 1000
-- p9 = 1769986798000
-- p10 = "UTC"
-- p11 = 1770850799999
-- p12 = 1770850800000
-- p13 = ["Signed up","Visited","Paid"]
-- p14 = "plan"
-- p15 = "\"pro\""
SELECT `of_all`, countIf((length(`times`) >= 1)) AS `n_0`, countIf((length(`times`) >= 2)) AS `n_1`, countIf((length(`times`) >= 3)) AS `n_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_previous_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))) AS `since_previous_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_entry_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))) AS `since_entry_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, toUInt32(1) AS `attempt`, arrayFilter(((`x`) -> (`x` > 0)), [`r`.`reached_0`, `r`.`reached_1`, `r`.`reached_2`]) AS `times`, `r`.`reached_0` AS `entry`
FROM (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`reached_1` AS `reached_1`, if((`r`.`reached_1` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_1` - 2000)) AND (`x` <= (`r`.`reached_0` + {p0:Int64})))), `r`.`times_2`)), toInt64(0)) AS `reached_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`times_2` AS `times_2`, if((`r`.`reached_0` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_0` - 2000)) AND (`x` <= (`r`.`reached_0` + {p0:Int64})))), `r`.`times_1`)), toInt64(0)) AS `reached_1`
FROM (SELECT `u`, minIf(`t`, ((`is_step_0` = 1) AND (`t` >= {p1:Int64}) AND (`t` < {p2:Int64}))) AS `reached_0`, groupArrayIf(`t`, (`is_step_1` = 1)) AS `times_1`, groupArrayIf(`t`, (`is_step_2` = 1)) AS `times_2`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p3:String} AS `held`, toUInt8((`name` = {p4:String})) AS `is_step_0`, toUInt8((`name` = {p5:String})) AS `is_step_1`, toUInt8((`name` = {p6:String})) AS `is_step_2`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p7:UInt32}) AND (`scope` = {p8:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p10:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p10:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p9:Int64}, {p10:String})) AND (`time` < fromUnixTimestamp64Milli({p12:Int64}, {p10:String})) AND (`name` IN {p13:Array(String)}) AND (tuple(`event_id`, `unit_hash`) IN (SELECT `event_id`, `unit_hash`
FROM (SELECT `r`.`event_id` AS `event_id`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `v`.`value` AS `as_of_0`
FROM (SELECT `event_id`, `unit_hash`, `time`
FROM `unit_events`
WHERE ((`project_id` = {p7:UInt32}) AND (`scope` = {p8:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p10:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p10:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p9:Int64}, {p10:String})) AND (`time` < fromUnixTimestamp64Milli({p12:Int64}, {p10:String})))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p7:UInt32}) AND (`group_key` = {p8:UInt32}) AND (`name` = {p14:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`)))
WHERE (`as_of_0` = {p15:String}))))) AS `r`
GROUP BY `u`
HAVING (`reached_0` > 0)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`
LIMIT 20000
