-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = {"identifier":"properties.key_plan"}
-- p3 = "["
-- p4 = "null"
-- p5 = {"identifier":"properties.key_plan"}
-- p6 = ["]","}"]
-- p7 = ["[","]","{","}"]
-- p8 = ["[","]","{","}"]
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p12 = ["[","{"]
-- p13 = ["]","}"]
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = {"identifier":"properties.key_plan"}
-- p16 = {"identifier":"properties.key_plan"}
-- p17 = {"identifier":"properties.key_plan"}
-- p18 = {"identifier":"properties.key_plan"}
-- p19 = 7
-- p20 = "$device:"
-- p21 = 9007199254740991
-- p22 = "00000000-0000-0000-0000-000000000000"
-- p23 = 2000
-- p24 = -1
-- p25 = 604800000
-- p26 = 1769986800000
-- p27 = 1770246000000
-- p28 = "Signed up"
-- p29 = "Visited"
-- p30 = "Paid"
-- p31 = {"identifier":"properties.key_plan"}
-- p32 = {"identifier":"properties.key_plan"}
-- p33 = ["]","}"]
-- p34 = ["[","]","{","}"]
-- p35 = ["[","]","{","}"]
-- p36 = {"identifier":"properties.key_plan"}
-- p37 = {"identifier":"properties.key_plan"}
-- p38 = ["[","{"]
-- p39 = ["]","}"]
-- p40 = {"identifier":"properties.key_plan"}
-- p41 = {"identifier":"properties.key_plan"}
-- p42 = {"identifier":"properties.key_plan"}
-- p43 = {"identifier":"properties.key_plan"}
-- p44 = {"identifier":"properties.key_plan"}
-- p45 = 1769986798000
-- p46 = "UTC"
-- p47 = 1770850800000
-- p48 = ["Signed up","Visited","Paid"]
SELECT `of_all`, `s0`, `s1`, countIf((length(`times`) >= 1)) AS `n_0`, countIf((length(`times`) >= 2)) AS `n_1`, countIf((length(`times`) >= 3)) AS `n_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_previous_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))) AS `since_previous_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_entry_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))) AS `since_entry_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_1`) AS `segments_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`segments_0` AS `segments_0`, `r`.`entry` AS `entry`, `r`.`segments_1` AS `segments_1`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`segments_0` AS `segments_0`, `r`.`entry` AS `entry`, if(empty(`p`.`segments_1`), [{p0:String}], `p`.`segments_1`) AS `segments_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, arrayConcat(arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_0`, 2)))), arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_1`, 2)))), arraySort(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_2`, 2))))) AS `times`, if(empty(arrayFirst(((`x`) -> (`x` != array({p0:String}))), array(tupleElement(`r`.`used_0`, 4), tupleElement(`r`.`used_1`, 4), tupleElement(`r`.`used_2`, 4)))), [{p0:String}], arrayFirst(((`x`) -> (`x` != array({p0:String}))), array(tupleElement(`r`.`used_0`, 4), tupleElement(`r`.`used_1`, 4), tupleElement(`r`.`used_2`, 4)))) AS `segments_0`, arrayMin(arrayFilter(((`x`) -> (`x` >= 0)), array(tupleElement(`r`.`used_0`, 2)))) AS `entry`
FROM (SELECT `r`.`u` AS `u`, `attempt_no` AS `attempt`, `one_used_0` AS `used_0`, `one_used_1` AS `used_1`, `one_used_2` AS `used_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`used_0` AS `used_0`, `r`.`used_1` AS `used_1`, arrayMap(((`n`, `k`, `d`) -> if((tupleElement(`d`, 2) = (-1)), tuple(tupleElement(`d`, 1), {p21:Int64}, {p22:UUID}, toInt8((-1))), tuple(tupleElement(`d`, 1), (tupleElement(`d`, 2) - {p23:Int64}), {p22:UUID}, toInt8((-1))))), `r`.`entries`, `r`.`entry_steps`, `r`.`used_1`) AS `bounds`, arraySort(arrayConcat(arrayMap(((`l`, `i`) -> tuple(tupleElement(`l`, 1), tupleElement(`l`, 2), tupleElement(`l`, 3), tupleElement(`l`, 4), toUInt32(`i`), tuple({p0:String}, {p24:Int64}, {p22:UUID}, [{p0:String}]))), `bounds`, arrayEnumerate(`bounds`)), arrayMap(((`e`) -> tuple(tupleElement(`e`, 1), tupleElement(`e`, 2), tupleElement(`e`, 3), toInt8(0), toUInt32(0), `e`)), `r`.`events_2`))) AS `merged`, arrayMap(((`f`, `l`) -> if((tupleElement(`f`, 1) = tupleElement(`l`, 1)), `f`, tuple({p0:String}, {p24:Int64}, {p22:UUID}, [{p0:String}]))), arraySlice(arraySort(((`v`, `o`) -> `o`), arrayReverseFill(((`v`, `o`) -> (`o` = 0)), tupleElement(`merged`, 6), tupleElement(`merged`, 5)), tupleElement(`merged`, 5)), (0 - length(`bounds`))), `bounds`) AS `next`, arrayMap(((`f`, `n`, `k`) -> if(((tupleElement(`f`, 2) <= (tupleElement(`n`, 2) + {p25:Int64})) AND not(0)), `f`, tuple({p0:String}, {p24:Int64}, {p22:UUID}, [{p0:String}]))), `next`, `r`.`entries`, `r`.`entry_steps`) AS `used_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_2` AS `events_2`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`used_0` AS `used_0`, arrayMap(((`n`, `k`, `d`) -> if((tupleElement(`d`, 2) = (-1)), tuple(tupleElement(`d`, 1), {p21:Int64}, {p22:UUID}, toInt8((-1))), tuple(tupleElement(`d`, 1), (tupleElement(`d`, 2) - {p23:Int64}), {p22:UUID}, toInt8((-1))))), `r`.`entries`, `r`.`entry_steps`, `r`.`used_0`) AS `bounds`, arraySort(arrayConcat(arrayMap(((`l`, `i`) -> tuple(tupleElement(`l`, 1), tupleElement(`l`, 2), tupleElement(`l`, 3), tupleElement(`l`, 4), toUInt32(`i`), tuple({p0:String}, {p24:Int64}, {p22:UUID}, [{p0:String}]))), `bounds`, arrayEnumerate(`bounds`)), arrayMap(((`e`) -> tuple(tupleElement(`e`, 1), tupleElement(`e`, 2), tupleElement(`e`, 3), toInt8(0), toUInt32(0), `e`)), `r`.`events_1`))) AS `merged`, arrayMap(((`f`, `l`) -> if((tupleElement(`f`, 1) = tupleElement(`l`, 1)), `f`, tuple({p0:String}, {p24:Int64}, {p22:UUID}, [{p0:String}]))), arraySlice(arraySort(((`v`, `o`) -> `o`), arrayReverseFill(((`v`, `o`) -> (`o` = 0)), tupleElement(`merged`, 6), tupleElement(`merged`, 5)), tupleElement(`merged`, 5)), (0 - length(`bounds`))), `bounds`) AS `next`, arrayMap(((`f`, `n`, `k`) -> if(((tupleElement(`f`, 2) <= (tupleElement(`n`, 2) + {p25:Int64})) AND not(0)), `f`, tuple({p0:String}, {p24:Int64}, {p22:UUID}, [{p0:String}]))), `next`, `r`.`entries`, `r`.`entry_steps`) AS `used_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_1` AS `events_1`, `r`.`events_2` AS `events_2`, `r`.`entries` AS `entries`, `r`.`entry_steps` AS `entry_steps`, `r`.`entries` AS `used_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`events_0` AS `events_0`, `r`.`events_1` AS `events_1`, `r`.`events_2` AS `events_2`, arrayMap(((`c`) -> tupleElement(`c`, 1)), arrayFilter(((`c`, `m`) -> (`m` != 0)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`), arrayMap(((`i`) -> (`i` = 1)), arrayEnumerate(arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`)))))) AS `entries`, arrayMap(((`c`) -> tupleElement(`c`, 2)), arrayFilter(((`c`, `m`) -> (`m` != 0)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`), arrayMap(((`i`) -> (`i` = 1)), arrayEnumerate(arrayMap(((`c`) -> tupleElement(tupleElement(`c`, 1), 2)), arraySort(((`c`) -> tuple(tupleElement(tupleElement(`c`, 1), 2), tupleElement(tupleElement(`c`, 1), 3))), `r`.`candidates`)))))) AS `entry_steps`
FROM (SELECT `u`, groupArrayIf(tuple(tuple(`held`, `t`, `id`, `segments_0`), toUInt8(0)), (((`is_step_0` = 1)) AND ((`t` >= {p26:Int64}) AND (`t` < {p27:Int64})))) AS `candidates`, groupArrayIf(tuple(`held`, `t`, `id`, `segments_0`), (`is_step_0` = 1)) AS `events_0`, groupArrayIf(tuple(`held`, `t`, `id`, `segments_0`), (`is_step_1` = 1)) AS `events_1`, groupArrayIf(tuple(`held`, `t`, `id`, `segments_0`), (`is_step_2` = 1)) AS `events_2`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`held` AS `held`, `r`.`is_step_0` AS `is_step_0`, `r`.`is_step_1` AS `is_step_1`, `r`.`is_step_2` AS `is_step_2`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p0:String} AS `held`, toUInt8((`name` = {p28:String})) AS `is_step_0`, toUInt8((`name` = {p29:String})) AS `is_step_1`, toUInt8((`name` = {p30:String})) AS `is_step_2`, `unit_hash` AS `actor`, if(startsWith({p31:Identifier}, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p32:Identifier}, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p33:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p34:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p35:Array(String)}))), `tokens`), [{p36:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p37:Identifier}, {p11:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p38:Array(String)})) - toInt32((`e` IN {p39:Array(String)})))), extractAll({p40:Identifier}, {p11:String})))]), 1), [{p41:Identifier}]))), [if(notEmpty(if(({p42:Identifier} = {p4:String}), {p0:String}, {p43:Identifier})), {p44:Identifier}, {p0:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p19:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p45:Int64}, {p46:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p47:Int64}, {p46:String}))) AND (`time` >= fromUnixTimestamp64Milli({p45:Int64}, {p46:String})) AND (`time` < fromUnixTimestamp64Milli({p47:Int64}, {p46:String})) AND (`name` IN {p48:Array(String)}) AND ((`name` = {p28:String}) OR (`name` = {p29:String}) OR (`name` = {p30:String})))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p19:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING notEmpty(`candidates`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r` ARRAY JOIN `r`.`used_0` AS `one_used_0`, `r`.`used_1` AS `one_used_1`, `r`.`used_2` AS `one_used_2`, arrayEnumerate(`r`.`used_0`) AS `attempt_no`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p2:Identifier}, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p5:Identifier}, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p9:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p10:Identifier}, {p11:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p12:Array(String)})) - toInt32((`e` IN {p13:Array(String)})))), extractAll({p14:Identifier}, {p11:String})))]), 1), [{p15:Identifier}]))), [if(notEmpty(if(({p16:Identifier} = {p4:String}), {p0:String}, {p17:Identifier})), {p18:Identifier}, {p0:String})]) AS `segments_1`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p19:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p19:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p19:UInt32}) AND startsWith(`distinct_id`, {p20:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `s1`
LIMIT 20000
