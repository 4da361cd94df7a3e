-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 9007199254740991
-- p1 = "00000000-0000-0000-0000-000000000000"
-- p2 = 2000
-- p3 = ""
-- p4 = -1
-- p5 = 604800000
-- p6 = 1769986800000
-- p7 = 1770246000000
-- p8 = 7
-- p9 = "Paid"
-- p10 = 1769986798000
-- p11 = "UTC"
-- p12 = 1770850799999
-- p13 = 1770850800000
SELECT `of_all`, countIf((length(`times`) >= 1)) AS `n_0`, countIf((length(`times`) >= 2)) AS `n_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_previous_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_entry_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, arrayConcat(arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_0`, 2)))), arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_1`, 2))))) AS `times`, arrayMin(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_0`, 2)))) AS `entry`
FROM (SELECT `r`.`u` AS `u`, `attempt_no` AS `attempt`, `one_used_0` AS `used_0`, `one_used_1` AS `used_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`used_0` AS `used_0`, arrayMap(((`n`, `k`, `d`, `o0`) -> arrayElement(arraySort([if((tupleElement(`d`, 2) = (-1)), tuple(tupleElement(`d`, 1), {p0:Int64}, {p1:UUID}, toInt8((-1))), tuple(tupleElement(`d`, 1), (tupleElement(`d`, 2) - {p2:Int64}), {p1:UUID}, toInt8((-1)))), tuple(tupleElement(`o0`, 1), tupleElement(`o0`, 2), tupleElement(`o0`, 3), toInt8(1))]), (-1))), `r`.`entries`, `r`.`entry_steps`, `r`.`used_0`, `r`.`used_0`) AS `bounds`, arraySort(arrayConcat(arrayMap(((`l`, `i`) -> tuple(tupleElement(`l`, 1), tupleElement(`l`, 2), tupleElement(`l`, 3), tupleElement(`l`, 4), toUInt32(`i`), tuple({p3:String}, {p4:Int64}, {p1:UUID}))), `bounds`, arrayEnumerate(`bounds`)), arrayMap(((`e`) -> tuple(tupleElement(`e`, 1), tupleElement(`e`, 2), tupleElement(`e`, 3), toInt8(0), toUInt32(0), `e`)), `r`.`events_1`))) AS `merged`, arrayMap(((`f`, `l`) -> if((tupleElement(`f`, 1) = tupleElement(`l`, 1)), `f`, tuple({p3:String}, {p4:Int64}, {p1:UUID}))), arraySlice(arraySort(((`v`, `o`) -> `o`), arrayReverseFill(((`v`, `o`) -> (`o` = 0)), tupleElement(`merged`, 6), tupleElement(`merged`, 5)), tupleElement(`merged`, 5)), (0 - length(`bounds`))), `bounds`) AS `next`, arrayMap(((`f`, `n`, `k`) -> if(((tupleElement(`f`, 2) <= (tupleElement(`n`, 2) + {p5:Int64})) AND not(0)), `f`, tuple({p3:String}, {p4:Int64}, {p1:UUID}))), `next`, `r`.`entries`, `r`.`entry_steps`) AS `used_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_1` AS `events_1`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`entries` AS `used_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_0` AS `events_0`, `r`.`events_1` AS `events_1`, arrayMap(((`c`) -> tupleElement(`c`, 1)), arrayFilter(((`c`, `m`) -> (`m` != 0)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`), arrayMap(((`i`) -> (`i` = 1)), arrayEnumerate(arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`)))))) AS `entries`, arrayMap(((`c`) -> tupleElement(`c`, 2)), arrayFilter(((`c`, `m`) -> (`m` != 0)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`), arrayMap(((`i`) -> (`i` = 1)), arrayEnumerate(arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`)))))) AS `entry_steps`
FROM (SELECT `u`, groupArrayIf(tuple(tuple(`held`, `t`, `id`), toUInt8(0)), (((`is_step_0` = 1)) AND ((`t` >= {p6:Int64}) AND (`t` < {p7:Int64})))) AS `candidates`, groupArrayIf(tuple(`held`, `t`, `id`), (`is_step_0` = 1)) AS `events_0`, groupArrayIf(tuple(`held`, `t`, `id`), (`is_step_1` = 1)) AS `events_1`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`held` AS `held`, `r`.`is_step_0` AS `is_step_0`, `r`.`is_step_1` AS `is_step_1`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p3:String} AS `held`, toUInt8(1) AS `is_step_0`, toUInt8((`name` = {p9:String})) AS `is_step_1`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p8:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p11:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p11:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p11:String})) AND (`time` < fromUnixTimestamp64Milli({p13:Int64}, {p11:String})))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p8:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING notEmpty(`candidates`)) AS `r`) AS `r`) AS `r`) AS `r` ARRAY JOIN `r`.`used_0` AS `one_used_0`, `r`.`used_1` AS `one_used_1`, arrayEnumerate(`r`.`used_0`) AS `attempt_no`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`
LIMIT 20000
