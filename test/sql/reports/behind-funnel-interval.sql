-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 9007199254740991
-- p2 = "00000000-0000-0000-0000-000000000000"
-- p3 = 2000
-- p4 = ""
-- p5 = -1
-- p6 = 604800000
-- p7 = [1769986800000,1770073200000,1770159600000]
-- p8 = 1769986800000
-- p9 = 1770246000000
-- p10 = 7
-- p11 = "Signed up"
-- p12 = "Visited"
-- p13 = "Paid"
-- p14 = 1769986798000
-- p15 = "UTC"
-- p16 = 1770850799999
-- p17 = 1770850800000
-- p18 = ["Signed up","Visited","Paid"]
-- p19 = 1770073200000
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, `r`.`b` AS `b`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, `r`.`b` AS `b`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, roundDown(`r`.`entry`, {p0:Array(Int64)}) AS `b`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, arrayConcat(arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_0`, 2)))), arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_1`, 2)))), arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_2`, 2))))) AS `times`, arrayMin(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_0`, 2)))) AS `entry`
FROM (SELECT `r`.`u` AS `u`, `attempt_no` AS `attempt`, `one_used_0` AS `used_0`, `one_used_1` AS `used_1`, `one_used_2` AS `used_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`used_0` AS `used_0`, `r`.`used_1` AS `used_1`, arrayMap(((`n`, `k`, `d`) -> if((tupleElement(`d`, 2) = (-1)), tuple(tupleElement(`d`, 1), {p1:Int64}, {p2:UUID}, toInt8((-1))), tuple(tupleElement(`d`, 1), (tupleElement(`d`, 2) - {p3:Int64}), {p2:UUID}, toInt8((-1))))), `r`.`entries`, `r`.`entry_steps`, `r`.`used_1`) AS `bounds`, arraySort(arrayConcat(arrayMap(((`l`, `i`) -> tuple(tupleElement(`l`, 1), tupleElement(`l`, 2), tupleElement(`l`, 3), tupleElement(`l`, 4), toUInt32(`i`), tuple({p4:String}, {p5:Int64}, {p2:UUID}))), `bounds`, arrayEnumerate(`bounds`)), arrayMap(((`e`) -> tuple(tupleElement(`e`, 1), tupleElement(`e`, 2), tupleElement(`e`, 3), toInt8(0), toUInt32(0), `e`)), `r`.`events_2`))) AS `merged`, arrayMap(((`f`, `l`) -> if((tupleElement(`f`, 1) = tupleElement(`l`, 1)), `f`, tuple({p4:String}, {p5:Int64}, {p2:UUID}))), arraySlice(arraySort(((`v`, `o`) -> `o`), arrayReverseFill(((`v`, `o`) -> (`o` = 0)), tupleElement(`merged`, 6), tupleElement(`merged`, 5)), tupleElement(`merged`, 5)), (0 - length(`bounds`))), `bounds`) AS `next`, arrayMap(((`f`, `n`, `k`) -> if(((tupleElement(`f`, 2) <= (tupleElement(`n`, 2) + {p6:Int64})) AND not(0)), `f`, tuple({p4:String}, {p5:Int64}, {p2:UUID}))), `next`, `r`.`entries`, `r`.`entry_steps`) AS `used_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_2` AS `events_2`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`used_0` AS `used_0`, arrayMap(((`n`, `k`, `d`) -> if((tupleElement(`d`, 2) = (-1)), tuple(tupleElement(`d`, 1), {p1:Int64}, {p2:UUID}, toInt8((-1))), tuple(tupleElement(`d`, 1), (tupleElement(`d`, 2) - {p3:Int64}), {p2:UUID}, toInt8((-1))))), `r`.`entries`, `r`.`entry_steps`, `r`.`used_0`) AS `bounds`, arraySort(arrayConcat(arrayMap(((`l`, `i`) -> tuple(tupleElement(`l`, 1), tupleElement(`l`, 2), tupleElement(`l`, 3), tupleElement(`l`, 4), toUInt32(`i`), tuple({p4:String}, {p5:Int64}, {p2:UUID}))), `bounds`, arrayEnumerate(`bounds`)), arrayMap(((`e`) -> tuple(tupleElement(`e`, 1), tupleElement(`e`, 2), tupleElement(`e`, 3), toInt8(0), toUInt32(0), `e`)), `r`.`events_1`))) AS `merged`, arrayMap(((`f`, `l`) -> if((tupleElement(`f`, 1) = tupleElement(`l`, 1)), `f`, tuple({p4:String}, {p5:Int64}, {p2:UUID}))), arraySlice(arraySort(((`v`, `o`) -> `o`), arrayReverseFill(((`v`, `o`) -> (`o` = 0)), tupleElement(`merged`, 6), tupleElement(`merged`, 5)), tupleElement(`merged`, 5)), (0 - length(`bounds`))), `bounds`) AS `next`, arrayMap(((`f`, `n`, `k`) -> if(((tupleElement(`f`, 2) <= (tupleElement(`n`, 2) + {p6:Int64})) AND not(0)), `f`, tuple({p4:String}, {p5:Int64}, {p2:UUID}))), `next`, `r`.`entries`, `r`.`entry_steps`) AS `used_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_1` AS `events_1`, `r`.`events_2` AS `events_2`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`entries` AS `used_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_0` AS `events_0`, `r`.`events_1` AS `events_1`, `r`.`events_2` AS `events_2`, arrayMap(((`c`) -> tupleElement(`c`, 1)), arrayFilter(((`c`, `m`) -> (`m` != 0)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`), arrayMap(((`p`, `q`) -> (`p` != `q`)), arrayMap(((`c`) -> roundDown(`c`, {p7:Array(Int64)})), arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`))), arrayPushFront(arrayPopBack(arrayMap(((`c`) -> roundDown(`c`, {p7:Array(Int64)})), arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`)))), toInt64((-1)))))) AS `entries`, arrayMap(((`c`) -> tupleElement(`c`, 2)), arrayFilter(((`c`, `m`) -> (`m` != 0)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`), arrayMap(((`p`, `q`) -> (`p` != `q`)), arrayMap(((`c`) -> roundDown(`c`, {p7:Array(Int64)})), arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`))), arrayPushFront(arrayPopBack(arrayMap(((`c`) -> roundDown(`c`, {p7:Array(Int64)})), arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`)))), toInt64((-1)))))) AS `entry_steps`
FROM (SELECT `u`, groupArrayIf(tuple(tuple(`held`, `t`, `id`), toUInt8(0)), (((`is_step_0` = 1)) AND ((`t` >= {p8:Int64}) AND (`t` < {p9:Int64})))) AS `candidates`, groupArrayIf(tuple(`held`, `t`, `id`), (`is_step_0` = 1)) AS `events_0`, groupArrayIf(tuple(`held`, `t`, `id`), (`is_step_1` = 1)) AS `events_1`, groupArrayIf(tuple(`held`, `t`, `id`), (`is_step_2` = 1)) AS `events_2`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`held` AS `held`, `r`.`is_step_0` AS `is_step_0`, `r`.`is_step_1` AS `is_step_1`, `r`.`is_step_2` AS `is_step_2`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p4:String} AS `held`, toUInt8((`name` = {p11:String})) AS `is_step_0`, toUInt8((`name` = {p12:String})) AS `is_step_1`, toUInt8((`name` = {p13:String})) AS `is_step_2`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p15:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p15:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p14:Int64}, {p15:String})) AND (`time` < fromUnixTimestamp64Milli({p17:Int64}, {p15:String})) AND (`name` IN {p18:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p10:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING notEmpty(`candidates`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r` ARRAY JOIN `r`.`used_0` AS `one_used_0`, `r`.`used_1` AS `one_used_1`, `r`.`used_2` AS `one_used_2`, arrayEnumerate(`r`.`used_0`) AS `attempt_no`) AS `r`) AS `r`) AS `r`) AS `r`
WHERE ((length(`r`.`times`) >= 3) AND (`r`.`b` = {p19:Int64}))) AS `r`
WHERE ((`r`.`of_all` = 1))) AS `r`
