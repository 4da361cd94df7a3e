-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = 9007199254740991
-- p3 = "00000000-0000-0000-0000-000000000000"
-- p4 = 2000
-- p5 = -1
-- p6 = 604800000
-- p7 = 1769986800000
-- p8 = 1770246000000
-- p9 = 7
-- p10 = "Signed up"
-- p11 = "Visited"
-- p12 = "Paid"
-- p13 = {"identifier":"properties.key_plan"}
-- p14 = "["
-- p15 = "null"
-- p16 = ["]","}"]
-- p17 = ["[","]","{","}"]
-- p18 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p19 = ["[","{"]
-- p20 = ["]","}"]
-- p21 = 1769986798000
-- p22 = "UTC"
-- p23 = 1770850800000
-- p24 = ["Signed up","Visited","Paid"]
-- p25 = "\"pro\""
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`segments_0` AS `segments_0`, `r`.`entry` AS `entry`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, arrayConcat(arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_0`, 2)))), arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_1`, 2)))), arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_2`, 2))))) AS `times`, if(empty(arrayFirst(((`x`) -> (`x` != array({p0:String}))), array(tupleElement(`r`.`used_0`, 4), tupleElement(`r`.`used_1`, 4), tupleElement(`r`.`used_2`, 4)))), [{p0:String}], arrayFirst(((`x`) -> (`x` != array({p0:String}))), array(tupleElement(`r`.`used_0`, 4), tupleElement(`r`.`used_1`, 4), tupleElement(`r`.`used_2`, 4)))) AS `segments_0`, arrayMin(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_0`, 2)))) AS `entry`
FROM (SELECT `r`.`u` AS `u`, `attempt_no` AS `attempt`, `one_used_0` AS `used_0`, `one_used_1` AS `used_1`, `one_used_2` AS `used_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`used_0` AS `used_0`, `r`.`used_1` AS `used_1`, arrayMap(((`n`, `k`, `d`) -> if((tupleElement(`d`, 2) = (-1)), tuple(tupleElement(`d`, 1), {p2:Int64}, {p3:UUID}, toInt8((-1))), tuple(tupleElement(`d`, 1), (tupleElement(`d`, 2) - {p4:Int64}), {p3:UUID}, toInt8((-1))))), `r`.`entries`, `r`.`entry_steps`, `r`.`used_1`) AS `bounds`, arraySort(arrayConcat(arrayMap(((`l`, `i`) -> tuple(tupleElement(`l`, 1), tupleElement(`l`, 2), tupleElement(`l`, 3), tupleElement(`l`, 4), toUInt32(`i`), tuple({p0:String}, {p5:Int64}, {p3:UUID}, [{p0:String}]))), `bounds`, arrayEnumerate(`bounds`)), arrayMap(((`e`) -> tuple(tupleElement(`e`, 1), tupleElement(`e`, 2), tupleElement(`e`, 3), toInt8(0), toUInt32(0), `e`)), `r`.`events_2`))) AS `merged`, arrayMap(((`f`, `l`) -> if((tupleElement(`f`, 1) = tupleElement(`l`, 1)), `f`, tuple({p0:String}, {p5:Int64}, {p3:UUID}, [{p0:String}]))), arraySlice(arraySort(((`v`, `o`) -> `o`), arrayReverseFill(((`v`, `o`) -> (`o` = 0)), tupleElement(`merged`, 6), tupleElement(`merged`, 5)), tupleElement(`merged`, 5)), (0 - length(`bounds`))), `bounds`) AS `next`, arrayMap(((`f`, `n`, `k`) -> if(((tupleElement(`f`, 2) <= (tupleElement(`n`, 2) + {p6:Int64})) AND not(0)), `f`, tuple({p0:String}, {p5:Int64}, {p3:UUID}, [{p0:String}]))), `next`, `r`.`entries`, `r`.`entry_steps`) AS `used_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_2` AS `events_2`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`used_0` AS `used_0`, arrayMap(((`n`, `k`, `d`) -> if((tupleElement(`d`, 2) = (-1)), tuple(tupleElement(`d`, 1), {p2:Int64}, {p3:UUID}, toInt8((-1))), tuple(tupleElement(`d`, 1), (tupleElement(`d`, 2) - {p4:Int64}), {p3:UUID}, toInt8((-1))))), `r`.`entries`, `r`.`entry_steps`, `r`.`used_0`) AS `bounds`, arraySort(arrayConcat(arrayMap(((`l`, `i`) -> tuple(tupleElement(`l`, 1), tupleElement(`l`, 2), tupleElement(`l`, 3), tupleElement(`l`, 4), toUInt32(`i`), tuple({p0:String}, {p5:Int64}, {p3:UUID}, [{p0:String}]))), `bounds`, arrayEnumerate(`bounds`)), arrayMap(((`e`) -> tuple(tupleElement(`e`, 1), tupleElement(`e`, 2), tupleElement(`e`, 3), toInt8(0), toUInt32(0), `e`)), `r`.`events_1`))) AS `merged`, arrayMap(((`f`, `l`) -> if((tupleElement(`f`, 1) = tupleElement(`l`, 1)), `f`, tuple({p0:String}, {p5:Int64}, {p3:UUID}, [{p0:String}]))), arraySlice(arraySort(((`v`, `o`) -> `o`), arrayReverseFill(((`v`, `o`) -> (`o` = 0)), tupleElement(`merged`, 6), tupleElement(`merged`, 5)), tupleElement(`merged`, 5)), (0 - length(`bounds`))), `bounds`) AS `next`, arrayMap(((`f`, `n`, `k`) -> if(((tupleElement(`f`, 2) <= (tupleElement(`n`, 2) + {p6:Int64})) AND not(0)), `f`, tuple({p0:String}, {p5:Int64}, {p3:UUID}, [{p0:String}]))), `next`, `r`.`entries`, `r`.`entry_steps`) AS `used_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_1` AS `events_1`, `r`.`events_2` AS `events_2`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`entries` AS `used_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_0` AS `events_0`, `r`.`events_1` AS `events_1`, `r`.`events_2` AS `events_2`, arrayMap(((`c`) -> tupleElement(`c`, 1)), arrayFilter(((`c`, `m`) -> (`m` != 0)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`), arrayMap(((`i`) -> (`i` = 1)), arrayEnumerate(arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`)))))) AS `entries`, arrayMap(((`c`) -> tupleElement(`c`, 2)), arrayFilter(((`c`, `m`) -> (`m` != 0)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`), arrayMap(((`i`) -> (`i` = 1)), arrayEnumerate(arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`)))))) AS `entry_steps`
FROM (SELECT `u`, groupArrayIf(tuple(tuple(`held`, `t`, `id`, `segments_0`), toUInt8(0)), (((`is_step_0` = 1)) AND ((`t` >= {p7:Int64}) AND (`t` < {p8:Int64})))) AS `candidates`, groupArrayIf(tuple(`held`, `t`, `id`, `segments_0`), (`is_step_0` = 1)) AS `events_0`, groupArrayIf(tuple(`held`, `t`, `id`, `segments_0`), (`is_step_1` = 1)) AS `events_1`, groupArrayIf(tuple(`held`, `t`, `id`, `segments_0`), (`is_step_2` = 1)) AS `events_2`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`held` AS `held`, `r`.`is_step_0` AS `is_step_0`, `r`.`is_step_1` AS `is_step_1`, `r`.`is_step_2` AS `is_step_2`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p0:String} AS `held`, toUInt8((`name` = {p10:String})) AS `is_step_0`, toUInt8((`name` = {p11:String})) AS `is_step_1`, toUInt8((`name` = {p12:String})) AS `is_step_2`, `unit_hash` AS `actor`, if(startsWith({p13:Identifier}, {p14:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p15:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p13:Identifier}, {p14:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p16:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p17:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p17:Array(String)}))), `tokens`), [{p13:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p13:Identifier}, {p18:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p19:Array(String)})) - toInt32((`e` IN {p20:Array(String)})))), extractAll({p13:Identifier}, {p18:String})))]), 1), [{p13:Identifier}]))), [if(notEmpty(if(({p13:Identifier} = {p15:String}), {p0:String}, {p13:Identifier})), {p13:Identifier}, {p0:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p9:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p21:Int64}, {p22:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p22:String}))) AND (`time` >= fromUnixTimestamp64Milli({p21:Int64}, {p22:String})) AND (`time` < fromUnixTimestamp64Milli({p23:Int64}, {p22:String})) AND (`name` IN {p24:Array(String)}) AND ((`name` = {p10:String}) OR (`name` = {p11:String}) OR (`name` = {p12:String})))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p9:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING notEmpty(`candidates`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r` ARRAY JOIN `r`.`used_0` AS `one_used_0`, `r`.`used_1` AS `one_used_1`, `r`.`used_2` AS `one_used_2`, arrayEnumerate(`r`.`used_0`) AS `attempt_no`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
WHERE ((length(`r`.`times`) >= 2))) AS `r`
WHERE ((`r`.`of_all` = 0) AND (`r`.`s0` = {p25:String}))) AS `r`
