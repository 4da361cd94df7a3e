-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [-1,0,1,2]
-- p1 = "\"pro\""
-- p2 = ""
-- p3 = " other"
-- p4 = [0,1]
-- p5 = [1769986800000,1770073200000,1770159600000]
-- p6 = 1
-- p7 = 86400000
-- p8 = 7
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = "["
-- p11 = "null"
-- p12 = ["]","}"]
-- p13 = ["[","]","{","}"]
-- p14 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p15 = ["[","{"]
-- p16 = ["]","}"]
-- p17 = 0
-- p18 = "UTC"
-- p19 = 1770245999999
-- p20 = 1770246000000
-- p21 = "Signed up"
-- p22 = 1769986800000
-- p23 = 1770505199999
-- p24 = 1770505200000
-- p25 = "Visited"
SELECT `of_all`, `s0`, `cohort`, tupleElement(`told`, 1) AS `bucket`, tupleElement(`told`, 2) AS `n`
FROM (SELECT `of_all`, `s0`, `cohort`, arrayJoin(arrayZip({p0:Array(Int64)}, arrayPushFront(sumForEach(arrayMap(((`p`) -> bitTest(`r`.`mask`, `p`)), range(3))), count()))) AS `told`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p1:String}), tuple({p2:String})]), `r`.`s0`, {p3:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, arrayJoin({p4:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`mask` AS `mask`, roundDown(`r`.`birth`, {p5:Array(Int64)}) AS `cohort`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, any(`v`.`segments_0`) AS `segments_0`, groupBitOrIf(bitShiftLeft({p6:UInt64}, toUInt8(intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p7:Int64}))), ((toInt64(`r`.`t`) >= `v`.`birth`) AND ((intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p7:Int64}) >= 0) AND (intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p7:Int64}) < 3)))) AS `mask`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p8:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p18:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p18:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p22:Int64}, {p18:String})) AND (`time` < fromUnixTimestamp64Milli({p24:Int64}, {p18:String})) AND (`name` = {p25:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p8:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` RIGHT JOIN (SELECT `u`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `actor`, if(startsWith({p9:Identifier}, {p10:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p11:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith({p9:Identifier}, {p10:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p12:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`), [{p9:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p9:Identifier}, {p14:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p15:Array(String)})) - toInt32((`e` IN {p16:Array(String)})))), extractAll({p9:Identifier}, {p14:String})))]), 1), [{p9:Identifier}]))), [if(notEmpty(if(({p9:Identifier} = {p11:String}), {p2:String}, {p9:Identifier})), {p9:Identifier}, {p2:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p8:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p18:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p19:Int64}, {p18:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p17:Int64}, {p18:String})) AND (`time` < fromUnixTimestamp64Milli({p20:Int64}, {p18:String})) AND (`name` = {p21:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p8:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p22:Int64})) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `cohort`)
