-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 604800000
-- p1 = ""
-- p2 = -1
-- p3 = "00000000-0000-0000-0000-000000000000"
-- p4 = 1769986800000
-- p5 = 1770246000000
-- p6 = 7
-- p7 = "Signed up"
-- p8 = "Visited"
-- p9 = "Paid"
-- p10 = 1769986798000
-- p11 = "UTC"
-- p12 = 1770850799999
-- p13 = 1770850800000
SELECT `of_all`, countIf((length(`times`) >= 1)) AS `n_0`, countIf((length(`times`) >= 2)) AS `n_1`, countIf((length(`times`) >= 3)) AS `n_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_previous_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))) AS `since_previous_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_entry_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))) AS `since_entry_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, arrayConcat(arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_0`, 2)))), arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_1`, 2)))), arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_2`, 2))))) AS `times`, arrayMin(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_0`, 2)))) AS `entry`
FROM (SELECT `r`.`u` AS `u`, `attempt_no` AS `attempt`, `one_used_0` AS `used_0`, `one_used_1` AS `used_1`, `one_used_2` AS `used_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`begins` AS `begins`, `r`.`entries` AS `entries`, `r`.`used_0` AS `used_0`, `r`.`used_1` AS `used_1`, arrayMap(((`e`, `p`, `n`) -> if(((tupleElement(`p`, 2) >= 0) AND (bitAnd(tupleElement(`e`, 4), 4) != 0) AND (tupleElement(`e`, 2) <= (tupleElement(`n`, 2) + {p0:Int64})) AND (tupleElement(`e`, 1) = tupleElement(`n`, 1))), `e`, tuple({p1:String}, {p2:Int64}, {p3:UUID}, toUInt64(0)))), arrayFilter(((`c`, `m`) -> (`m` != 0)), `r`.`next_2`, `r`.`begins`), `r`.`used_1`, `r`.`entries`) AS `used_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`next_2` AS `next_2`, `r`.`begins` AS `begins`, `r`.`entries` AS `entries`, `r`.`used_0` AS `used_0`, arrayMap(((`e`, `p`, `n`) -> if(((tupleElement(`p`, 2) >= 0) AND (bitAnd(tupleElement(`e`, 4), 2) != 0) AND (tupleElement(`e`, 2) <= (tupleElement(`n`, 2) + {p0:Int64})) AND (tupleElement(`e`, 1) = tupleElement(`n`, 1))), `e`, tuple({p1:String}, {p2:Int64}, {p3:UUID}, toUInt64(0)))), arrayFilter(((`c`, `m`) -> (`m` != 0)), `r`.`next_1`, `r`.`begins`), `r`.`used_0`, `r`.`entries`) AS `used_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`next_1` AS `next_1`, `r`.`next_2` AS `next_2`, `r`.`begins` AS `begins`, arrayFilter(((`c`, `m`) -> (`m` != 0)), `r`.`next_0`, `r`.`begins`) AS `entries`, arrayFilter(((`c`, `m`) -> (`m` != 0)), `r`.`next_0`, `r`.`begins`) AS `used_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`next_0` AS `next_0`, `r`.`next_1` AS `next_1`, `r`.`next_2` AS `next_2`, arrayMap(((`i`) -> (`i` = 1)), arrayEnumerate(arrayMap(((`e`) -> tupleElement(`e`, 2)), `r`.`next_0`))) AS `begins`
FROM (SELECT `r`.`u` AS `u`, arrayFilter(((`c`, `m`) -> (`m` != 0)), arrayResize(arraySlice(`r`.`everything`, 1), length(`r`.`everything`), tuple({p1:String}, {p2:Int64}, {p3:UUID}, toUInt64(0))), `r`.`may_begin`) AS `next_0`, arrayFilter(((`c`, `m`) -> (`m` != 0)), arrayResize(arraySlice(`r`.`everything`, 2), length(`r`.`everything`), tuple({p1:String}, {p2:Int64}, {p3:UUID}, toUInt64(0))), `r`.`may_begin`) AS `next_1`, arrayFilter(((`c`, `m`) -> (`m` != 0)), arrayResize(arraySlice(`r`.`everything`, 3), length(`r`.`everything`), tuple({p1:String}, {p2:Int64}, {p3:UUID}, toUInt64(0))), `r`.`may_begin`) AS `next_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`everything` AS `everything`, arrayMap(((`e`) -> ((bitAnd(tupleElement(`e`, 4), 1) != 0) AND ((tupleElement(`e`, 2) >= {p4:Int64}) AND (tupleElement(`e`, 2) < {p5:Int64})))), `r`.`everything`) AS `may_begin`
FROM (SELECT `r`.`u` AS `u`, arraySort(((`x`) -> tuple(tupleElement(`x`, 2), tupleElement(`x`, 3))), `r`.`events`) AS `everything`
FROM (SELECT `u`, groupArray(tuple(`held`, `t`, `id`, toUInt64((((`is_step_0` * 1) + (`is_step_1` * 2)) + (`is_step_2` * 4))))) AS `events`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`held` AS `held`, `r`.`is_step_0` AS `is_step_0`, `r`.`is_step_1` AS `is_step_1`, `r`.`is_step_2` AS `is_step_2`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p1:String} AS `held`, toUInt8((`name` = {p7:String})) AS `is_step_0`, toUInt8((`name` = {p8:String})) AS `is_step_1`, toUInt8((`name` = {p9:String})) AS `is_step_2`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p6:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p11:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p11:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p11:String})) AND (`time` < fromUnixTimestamp64Milli({p13:Int64}, {p11:String})))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p6:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING max(((`is_step_0` = 1) AND ((`t` >= {p4:Int64}) AND (`t` < {p5:Int64}))))) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r` ARRAY JOIN `r`.`used_0` AS `one_used_0`, `r`.`used_1` AS `one_used_1`, `r`.`used_2` AS `one_used_2`, arrayEnumerate(`r`.`used_0`) AS `attempt_no`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`
LIMIT 20000
