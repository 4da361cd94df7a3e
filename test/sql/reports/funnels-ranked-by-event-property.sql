-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = "["
-- p3 = "null"
-- p4 = ["]","}"]
-- p5 = ["[","]","{","}"]
-- p6 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p7 = ["[","{"]
-- p8 = ["]","}"]
-- p9 = ["[","{"]
-- p10 = ["]","}"]
-- p11 = ["[","{"]
-- p12 = ["]","}"]
-- p13 = 604800000
-- p14 = 1769986800000
-- p15 = 1770246000000
-- p16 = 7
-- p17 = "Signed up"
-- p18 = "Visited"
-- p19 = "Paid"
-- p20 = 1769986798000
-- p21 = "UTC"
-- p22 = 1770850799999
-- p23 = 1770850800000
-- p24 = ["Signed up","Visited","Paid"]
-- p25 = {"identifier":"properties.key_plan"}
-- p26 = ["Signed up","Visited","Paid"]
SELECT count() AS `segments`, arrayMap(((`one`) -> array(tupleElement(`one`, 2))), arraySlice(arraySort(groupArray(tuple(negate(ifNull(toFloat64(`begun`), (-9007199254740991))), `s0`))), 1, 10)) AS `largest`
FROM (SELECT `of_all`, `s0`, count() AS `begun`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`segments_0` AS `segments_0`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, toUInt32(1) AS `attempt`, arrayFilter(((`x`) -> (`x` > 0)), [`r`.`reached_0`, `r`.`reached_1`, `r`.`reached_2`]) AS `times`, `r`.`reached_0` AS `entry`, if(empty(arrayFirst(((`x`) -> (`x` != array({p0:String}))), array(if((`r`.`reached_0` > 0), if(startsWith(`r`.`value_0_0`, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`r`.`value_0_0`, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [`r`.`value_0_0`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`r`.`value_0_0`, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p7:Array(String)})) - toInt32((`e` IN {p8:Array(String)})))), extractAll(`r`.`value_0_0`, {p6:String})))]), 1), [`r`.`value_0_0`]))), [if(notEmpty(if((`r`.`value_0_0` = {p3:String}), {p0:String}, `r`.`value_0_0`)), `r`.`value_0_0`, {p0:String})]), [{p0:String}]), if((`r`.`reached_1` > 0), if(startsWith(`r`.`value_1_0`, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`r`.`value_1_0`, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [`r`.`value_1_0`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`r`.`value_1_0`, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p9:Array(String)})) - toInt32((`e` IN {p10:Array(String)})))), extractAll(`r`.`value_1_0`, {p6:String})))]), 1), [`r`.`value_1_0`]))), [if(notEmpty(if((`r`.`value_1_0` = {p3:String}), {p0:String}, `r`.`value_1_0`)), `r`.`value_1_0`, {p0:String})]), [{p0:String}]), if((`r`.`reached_2` > 0), if(startsWith(`r`.`value_2_0`, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`r`.`value_2_0`, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [`r`.`value_2_0`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`r`.`value_2_0`, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll(`r`.`value_2_0`, {p6:String})))]), 1), [`r`.`value_2_0`]))), [if(notEmpty(if((`r`.`value_2_0` = {p3:String}), {p0:String}, `r`.`value_2_0`)), `r`.`value_2_0`, {p0:String})]), [{p0:String}])))), [{p0:String}], arrayFirst(((`x`) -> (`x` != array({p0:String}))), array(if((`r`.`reached_0` > 0), if(startsWith(`r`.`value_0_0`, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`r`.`value_0_0`, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [`r`.`value_0_0`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`r`.`value_0_0`, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p7:Array(String)})) - toInt32((`e` IN {p8:Array(String)})))), extractAll(`r`.`value_0_0`, {p6:String})))]), 1), [`r`.`value_0_0`]))), [if(notEmpty(if((`r`.`value_0_0` = {p3:String}), {p0:String}, `r`.`value_0_0`)), `r`.`value_0_0`, {p0:String})]), [{p0:String}]), if((`r`.`reached_1` > 0), if(startsWith(`r`.`value_1_0`, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`r`.`value_1_0`, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [`r`.`value_1_0`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`r`.`value_1_0`, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p9:Array(String)})) - toInt32((`e` IN {p10:Array(String)})))), extractAll(`r`.`value_1_0`, {p6:String})))]), 1), [`r`.`value_1_0`]))), [if(notEmpty(if((`r`.`value_1_0` = {p3:String}), {p0:String}, `r`.`value_1_0`)), `r`.`value_1_0`, {p0:String})]), [{p0:String}]), if((`r`.`reached_2` > 0), if(startsWith(`r`.`value_2_0`, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith(`r`.`value_2_0`, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [`r`.`value_2_0`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`r`.`value_2_0`, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll(`r`.`value_2_0`, {p6:String})))]), 1), [`r`.`value_2_0`]))), [if(notEmpty(if((`r`.`value_2_0` = {p3:String}), {p0:String}, `r`.`value_2_0`)), `r`.`value_2_0`, {p0:String})]), [{p0:String}])))) AS `segments_0`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`reached_0`) AS `reached_0`, any(`v`.`reached_1`) AS `reached_1`, any(`v`.`reached_2`) AS `reached_2`, argMinIf(`r`.`segments_0`, `r`.`id`, ((`r`.`is_step_0` = 1) AND (`r`.`t` = `v`.`reached_0`))) AS `value_0_0`, argMinIf(`r`.`segments_0`, `r`.`id`, ((`r`.`is_step_1` = 1) AND (`r`.`t` = `v`.`reached_1`))) AS `value_1_0`, argMinIf(`r`.`segments_0`, `r`.`id`, ((`r`.`is_step_2` = 1) AND (`r`.`t` = `v`.`reached_2`))) AS `value_2_0`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`held` AS `held`, `r`.`is_step_0` AS `is_step_0`, `r`.`is_step_1` AS `is_step_1`, `r`.`is_step_2` AS `is_step_2`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p0:String} AS `held`, toUInt8((`name` = {p17:String})) AS `is_step_0`, toUInt8((`name` = {p18:String})) AS `is_step_1`, toUInt8((`name` = {p19:String})) AS `is_step_2`, `unit_hash` AS `actor`, {p25:Identifier} AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p16:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p21:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p21:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p20:Int64}, {p21:String})) AND (`time` < fromUnixTimestamp64Milli({p23:Int64}, {p21:String})) AND (`name` IN {p26:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p16:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` INNER JOIN (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`reached_1` AS `reached_1`, if((`r`.`reached_1` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_1` - 2000)) AND (`x` <= (`r`.`reached_0` + {p13:Int64})))), `r`.`times_2`)), toInt64(0)) AS `reached_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`times_2` AS `times_2`, if((`r`.`reached_0` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_0` - 2000)) AND (`x` <= (`r`.`reached_0` + {p13:Int64})))), `r`.`times_1`)), toInt64(0)) AS `reached_1`
FROM (SELECT `u`, minIf(`t`, ((`is_step_0` = 1) AND (`t` >= {p14:Int64}) AND (`t` < {p15:Int64}))) AS `reached_0`, groupArrayIf(`t`, (`is_step_1` = 1)) AS `times_1`, groupArrayIf(`t`, (`is_step_2` = 1)) AS `times_2`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`held` AS `held`, `r`.`is_step_0` AS `is_step_0`, `r`.`is_step_1` AS `is_step_1`, `r`.`is_step_2` AS `is_step_2`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p0:String} AS `held`, toUInt8((`name` = {p17:String})) AS `is_step_0`, toUInt8((`name` = {p18:String})) AS `is_step_1`, toUInt8((`name` = {p19:String})) AS `is_step_2`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p16:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p21:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p21:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p20:Int64}, {p21:String})) AND (`time` < fromUnixTimestamp64Milli({p23:Int64}, {p21:String})) AND (`name` IN {p24:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p16:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`reached_0` > 0)) AS `r`) AS `r`) AS `v` ON (`r`.`u` = `v`.`u`)
WHERE (((`r`.`is_step_0` = 1) AND (`r`.`t` = `v`.`reached_0`)) OR ((`r`.`is_step_1` = 1) AND (`r`.`t` = `v`.`reached_1`)) OR ((`r`.`is_step_2` = 1) AND (`r`.`t` = `v`.`reached_2`)))
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`)
WHERE (`of_all` = 0)
