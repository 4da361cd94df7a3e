-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [-1,0,1,2]
-- p1 = "\"pro\""
-- p2 = ""
-- p3 = " other"
-- p4 = [0,1]
-- p5 = {"identifier":"properties.key_plan"}
-- p6 = "["
-- p7 = "null"
-- p8 = ["]","}"]
-- p9 = ["[","]","{","}"]
-- p10 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p11 = ["[","{"]
-- p12 = ["]","}"]
-- p13 = 7
-- p14 = 1000
-- p15 = [1769986800000,1770073200000,1770159600000]
-- p16 = 1
-- p17 = 86400000
-- p18 = 0
-- p19 = "UTC"
-- p20 = 1770245999999
-- p21 = 1770246000000
-- p22 = "Signed up"
-- p23 = 1769986800000
-- p24 = 1770505199999
-- p25 = 1770505200000
-- p26 = "Visited"
SELECT `of_all`, `s0`, `cohort`, tupleElement(`told`, 1) AS `bucket`, tupleElement(`told`, 2) AS `n`
FROM (SELECT `of_all`, `s0`, `cohort`, arrayJoin(arrayZip({p0:Array(Int64)}, arrayPushFront(sumForEach(arrayMap(((`p`) -> bitTest(`r`.`mask`, `p`)), range(3))), count()))) AS `told`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p1:String}), tuple({p2:String})]), `r`.`s0`, {p3:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`segments_0` AS `segments_0`, arrayJoin({p4:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, if(empty(`p`.`segments_0`), [{p2:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, roundDown(`r`.`birth`, {p15:Array(Int64)}) AS `cohort`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, groupBitOrIf(bitShiftLeft({p16:UInt64}, toUInt8(intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p17:Int64}))), ((toInt64(`r`.`t`) >= `v`.`birth`) AND ((intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p17:Int64}) >= 0) AND (intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p17:Int64}) < 3)))) AS `mask`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p13:UInt32}) AND (`scope` = {p14:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p19:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p24:Int64}, {p19:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p23:Int64}, {p19:String})) AND (`time` < fromUnixTimestamp64Milli({p25:Int64}, {p19:String})) AND (`name` = {p26:String}))) AS `r` RIGHT JOIN (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p13:UInt32}) AND (`scope` = {p14:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p19:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p19:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p18:Int64}, {p19:String})) AND (`time` < fromUnixTimestamp64Milli({p21:Int64}, {p19:String})) AND (`name` = {p22:String}))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p23:Int64})) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p5:Identifier}, {p6:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p7:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith({p5:Identifier}, {p6:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`), [{p5:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p5:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll({p5:Identifier}, {p10:String})))]), 1), [{p5:Identifier}]))), [if(notEmpty(if(({p5:Identifier} = {p7:String}), {p2:String}, {p5:Identifier})), {p5:Identifier}, {p2:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p13:UInt32}) AND (`group_key` = {p14:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `cohort`)
