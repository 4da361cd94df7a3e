-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = "\"pro\""
-- p2 = ""
-- p3 = " other"
-- p4 = [0,1]
-- p5 = {"identifier":"properties.key_plan"}
-- p6 = "["
-- p7 = "null"
-- p8 = {"identifier":"properties.key_plan"}
-- p9 = ["]","}"]
-- p10 = ["[","]","{","}"]
-- p11 = ["[","]","{","}"]
-- p12 = {"identifier":"properties.key_plan"}
-- p13 = {"identifier":"properties.key_plan"}
-- p14 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p15 = ["[","{"]
-- p16 = ["]","}"]
-- p17 = {"identifier":"properties.key_plan"}
-- p18 = {"identifier":"properties.key_plan"}
-- p19 = {"identifier":"properties.key_plan"}
-- p20 = {"identifier":"properties.key_plan"}
-- p21 = {"identifier":"properties.key_plan"}
-- p22 = 7
-- p23 = 1000
-- p24 = 9007199254740991
-- p25 = "00000000-0000-0000-0000-000000000000"
-- p26 = 2000
-- p27 = -1
-- p28 = 604800000
-- p29 = [1769986800000,1770073200000,1770159600000]
-- p30 = [1769986800000,1770073200000,1770159600000]
-- p31 = [1769986800000,1770073200000,1770159600000]
-- p32 = [1769986800000,1770073200000,1770159600000]
-- p33 = 1769986800000
-- p34 = 1770246000000
-- p35 = "Signed up"
-- p36 = "Visited"
-- p37 = "Paid"
-- p38 = 1769986798000
-- p39 = "UTC"
-- p40 = 1770850800000
-- p41 = ["Signed up","Visited","Paid"]
SELECT `of_all`, `b`, `s0`, countIf((length(`times`) >= 1)) AS `n_0`, countIf((length(`times`) >= 2)) AS `n_1`, countIf((length(`times`) >= 3)) AS `n_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_previous_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))) AS `since_previous_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_entry_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))) AS `since_entry_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, roundDown(`r`.`entry`, {p0:Array(Int64)}) AS `b`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p1:String}), tuple({p2:String})]), `r`.`s0`, {p3:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`segments_0` AS `segments_0`, arrayJoin({p4:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, if(empty(`p`.`segments_0`), [{p2:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, arrayConcat(arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_0`, 2)))), arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_1`, 2)))), arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_2`, 2))))) AS `times`, arrayMin(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_0`, 2)))) AS `entry`
FROM (SELECT `r`.`u` AS `u`, `attempt_no` AS `attempt`, `one_used_0` AS `used_0`, `one_used_1` AS `used_1`, `one_used_2` AS `used_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`used_0` AS `used_0`, `r`.`used_1` AS `used_1`, arrayMap(((`n`, `k`, `d`) -> if((tupleElement(`d`, 2) = (-1)), tuple(tupleElement(`d`, 1), {p24:Int64}, {p25:UUID}, toInt8((-1))), tuple(tupleElement(`d`, 1), (tupleElement(`d`, 2) - {p26:Int64}), {p25:UUID}, toInt8((-1))))), `r`.`entries`, `r`.`entry_steps`, `r`.`used_1`) AS `bounds`, arraySort(arrayConcat(arrayMap(((`l`, `i`) -> tuple(tupleElement(`l`, 1), tupleElement(`l`, 2), tupleElement(`l`, 3), tupleElement(`l`, 4), toUInt32(`i`), tuple({p2:String}, {p27:Int64}, {p25:UUID}))), `bounds`, arrayEnumerate(`bounds`)), arrayMap(((`e`) -> tuple(tupleElement(`e`, 1), tupleElement(`e`, 2), tupleElement(`e`, 3), toInt8(0), toUInt32(0), `e`)), `r`.`events_2`))) AS `merged`, arrayMap(((`f`, `l`) -> if((tupleElement(`f`, 1) = tupleElement(`l`, 1)), `f`, tuple({p2:String}, {p27:Int64}, {p25:UUID}))), arraySlice(arraySort(((`v`, `o`) -> `o`), arrayReverseFill(((`v`, `o`) -> (`o` = 0)), tupleElement(`merged`, 6), tupleElement(`merged`, 5)), tupleElement(`merged`, 5)), (0 - length(`bounds`))), `bounds`) AS `next`, arrayMap(((`f`, `n`, `k`) -> if(((tupleElement(`f`, 2) <= (tupleElement(`n`, 2) + {p28:Int64})) AND not(0)), `f`, tuple({p2:String}, {p27:Int64}, {p25:UUID}))), `next`, `r`.`entries`, `r`.`entry_steps`) AS `used_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_2` AS `events_2`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`used_0` AS `used_0`, arrayMap(((`n`, `k`, `d`) -> if((tupleElement(`d`, 2) = (-1)), tuple(tupleElement(`d`, 1), {p24:Int64}, {p25:UUID}, toInt8((-1))), tuple(tupleElement(`d`, 1), (tupleElement(`d`, 2) - {p26:Int64}), {p25:UUID}, toInt8((-1))))), `r`.`entries`, `r`.`entry_steps`, `r`.`used_0`) AS `bounds`, arraySort(arrayConcat(arrayMap(((`l`, `i`) -> tuple(tupleElement(`l`, 1), tupleElement(`l`, 2), tupleElement(`l`, 3), tupleElement(`l`, 4), toUInt32(`i`), tuple({p2:String}, {p27:Int64}, {p25:UUID}))), `bounds`, arrayEnumerate(`bounds`)), arrayMap(((`e`) -> tuple(tupleElement(`e`, 1), tupleElement(`e`, 2), tupleElement(`e`, 3), toInt8(0), toUInt32(0), `e`)), `r`.`events_1`))) AS `merged`, arrayMap(((`f`, `l`) -> if((tupleElement(`f`, 1) = tupleElement(`l`, 1)), `f`, tuple({p2:String}, {p27:Int64}, {p25:UUID}))), arraySlice(arraySort(((`v`, `o`) -> `o`), arrayReverseFill(((`v`, `o`) -> (`o` = 0)), tupleElement(`merged`, 6), tupleElement(`merged`, 5)), tupleElement(`merged`, 5)), (0 - length(`bounds`))), `bounds`) AS `next`, arrayMap(((`f`, `n`, `k`) -> if(((tupleElement(`f`, 2) <= (tupleElement(`n`, 2) + {p28:Int64})) AND not(0)), `f`, tuple({p2:String}, {p27:Int64}, {p25:UUID}))), `next`, `r`.`entries`, `r`.`entry_steps`) AS `used_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_1` AS `events_1`, `r`.`events_2` AS `events_2`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`entries` AS `used_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_0` AS `events_0`, `r`.`events_1` AS `events_1`, `r`.`events_2` AS `events_2`, arrayMap(((`c`) -> tupleElement(`c`, 1)), arrayFilter(((`c`, `m`) -> (`m` != 0)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`), arrayMap(((`p`, `q`) -> (`p` != `q`)), arrayMap(((`c`) -> roundDown(`c`, {p29:Array(Int64)})), arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`))), arrayPushFront(arrayPopBack(arrayMap(((`c`) -> roundDown(`c`, {p30:Array(Int64)})), arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`)))), toInt64((-1)))))) AS `entries`, arrayMap(((`c`) -> tupleElement(`c`, 2)), arrayFilter(((`c`, `m`) -> (`m` != 0)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`), arrayMap(((`p`, `q`) -> (`p` != `q`)), arrayMap(((`c`) -> roundDown(`c`, {p31:Array(Int64)})), arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`))), arrayPushFront(arrayPopBack(arrayMap(((`c`) -> roundDown(`c`, {p32:Array(Int64)})), arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`)))), toInt64((-1)))))) AS `entry_steps`
FROM (SELECT `u`, groupArrayIf(tuple(tuple(`held`, `t`, `id`), toUInt8(0)), (((`is_step_0` = 1)) AND ((`t` >= {p33:Int64}) AND (`t` < {p34:Int64})))) AS `candidates`, groupArrayIf(tuple(`held`, `t`, `id`), (`is_step_0` = 1)) AS `events_0`, groupArrayIf(tuple(`held`, `t`, `id`), (`is_step_1` = 1)) AS `events_1`, groupArrayIf(tuple(`held`, `t`, `id`), (`is_step_2` = 1)) AS `events_2`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p2:String} AS `held`, toUInt8((`name` = {p35:String})) AS `is_step_0`, toUInt8((`name` = {p36:String})) AS `is_step_1`, toUInt8((`name` = {p37:String})) AS `is_step_2`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p22:UInt32}) AND (`scope` = {p23:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p38:Int64}, {p39:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p40:Int64}, {p39:String}))) AND (`time` >= fromUnixTimestamp64Milli({p38:Int64}, {p39:String})) AND (`time` < fromUnixTimestamp64Milli({p40:Int64}, {p39:String})) AND (`name` IN {p41:Array(String)}) AND ((`name` = {p35:String}) OR (`name` = {p36:String}) OR (`name` = {p37:String})))) AS `r`
GROUP BY `u`
HAVING notEmpty(`candidates`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r` ARRAY JOIN `r`.`used_0` AS `one_used_0`, `r`.`used_1` AS `one_used_1`, `r`.`used_2` AS `one_used_2`, arrayEnumerate(`r`.`used_0`) AS `attempt_no`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p5:Identifier}, {p6:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p7:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith({p8:Identifier}, {p6:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p9:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`), [{p12:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p13:Identifier}, {p14:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p15:Array(String)})) - toInt32((`e` IN {p16:Array(String)})))), extractAll({p17:Identifier}, {p14:String})))]), 1), [{p18:Identifier}]))), [if(notEmpty(if(({p19:Identifier} = {p7:String}), {p2:String}, {p20:Identifier})), {p21:Identifier}, {p2:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p22:UInt32}) AND (`group_key` = {p23:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `b`, `s0`
