-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = 7
-- p3 = 1000
-- p4 = {"identifier":"properties.key_seats"}
-- p5 = "nan"
-- p6 = 100
-- p7 = "true"
-- p8 = "false"
-- p9 = 604800000
-- p10 = 1769986800000
-- p11 = 1770246000000
-- p12 = "Signed up"
-- p13 = "Visited"
-- p14 = "Paid"
-- p15 = 1769986798000
-- p16 = "UTC"
-- p17 = 1770850799999
-- p18 = 1770850800000
-- p19 = ["Signed up","Visited","Paid"]
SELECT `of_all`, `s0`, countIf((length(`times`) >= 1)) AS `n_0`, countIf((length(`times`) >= 2)) AS `n_1`, countIf((length(`times`) >= 3)) AS `n_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_previous_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))) AS `since_previous_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_entry_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))) AS `since_entry_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`segments_0` AS `segments_0`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, [if(toUInt8(materialize((`r`.`u` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p2:UInt32}) AND (`group_key` = {p3:UInt32}) AND (`deleted` = 0) AND (ifNull(toFloat64OrNull({p4:Identifier}), toFloat64({p5:String})) > {p6:Float64})))))), {p7:String}, {p8:String})] AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, toUInt32(1) AS `attempt`, arrayFilter(((`x`) -> (`x` > 0)), [`r`.`reached_0`, `r`.`reached_1`, `r`.`reached_2`]) AS `times`, `r`.`reached_0` AS `entry`
FROM (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`reached_1` AS `reached_1`, if((`r`.`reached_1` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_1` - 2000)) AND (`x` <= (`r`.`reached_0` + {p9:Int64})))), `r`.`times_2`)), toInt64(0)) AS `reached_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`times_2` AS `times_2`, if((`r`.`reached_0` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_0` - 2000)) AND (`x` <= (`r`.`reached_0` + {p9:Int64})))), `r`.`times_1`)), toInt64(0)) AS `reached_1`
FROM (SELECT `u`, minIf(`t`, ((`is_step_0` = 1) AND (`t` >= {p10:Int64}) AND (`t` < {p11:Int64}))) AS `reached_0`, groupArrayIf(`t`, (`is_step_1` = 1)) AS `times_1`, groupArrayIf(`t`, (`is_step_2` = 1)) AS `times_2`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p0:String} AS `held`, toUInt8((`name` = {p12:String})) AS `is_step_0`, toUInt8((`name` = {p13:String})) AS `is_step_1`, toUInt8((`name` = {p14:String})) AS `is_step_2`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = {p3:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p16:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p16:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p15:Int64}, {p16:String})) AND (`time` < fromUnixTimestamp64Milli({p18:Int64}, {p16:String})) AND (`name` IN {p19:Array(String)}))) AS `r`
GROUP BY `u`
HAVING (`reached_0` > 0)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`
LIMIT 20000
