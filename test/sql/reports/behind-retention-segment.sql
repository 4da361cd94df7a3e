-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = {"identifier":"properties.key_plan"}
-- p3 = "["
-- p4 = "null"
-- p5 = ["]","}"]
-- p6 = ["[","]","{","}"]
-- p7 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p8 = ["[","{"]
-- p9 = ["]","}"]
-- p10 = 7
-- p11 = 1000
-- p12 = [1769986800000,1770073200000,1770159600000]
-- p13 = 1
-- p14 = 86400000
-- p15 = 0
-- p16 = "UTC"
-- p17 = 1770245999999
-- p18 = 1770246000000
-- p19 = "Signed up"
-- p20 = 1769986800000
-- p21 = 1770505199999
-- p22 = 1770505200000
-- p23 = "Visited"
-- p24 = "\"pro\""
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`segments_0` AS `segments_0`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, arrayPushFront(arrayMap(((`p`) -> toInt64(`p`)), bitPositionsToArray(`r`.`mask`)), toInt64((-1))) AS `hits`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, roundDown(`r`.`birth`, {p12:Array(Int64)}) AS `cohort`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, groupBitOrIf(bitShiftLeft({p13:UInt64}, toUInt8(intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p14:Int64}))), ((toInt64(`r`.`t`) >= `v`.`birth`) AND ((intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p14:Int64}) >= 0) AND (intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p14:Int64}) < 3)))) AS `mask`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = {p11:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p16:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p21:Int64}, {p16:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p20:Int64}, {p16:String})) AND (`time` < fromUnixTimestamp64Milli({p22:Int64}, {p16:String})) AND (`name` = {p23:String}))) AS `r` RIGHT JOIN (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = {p11:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p16:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p16:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p15:Int64}, {p16:String})) AND (`time` < fromUnixTimestamp64Milli({p18:Int64}, {p16:String})) AND (`name` = {p19:String}))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p20:Int64})) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p2:Identifier}, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p2:Identifier}, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [{p2:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p2:Identifier}, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll({p2:Identifier}, {p7:String})))]), 1), [{p2:Identifier}]))), [if(notEmpty(if(({p2:Identifier} = {p4:String}), {p0:String}, {p2:Identifier})), {p2:Identifier}, {p0:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p10:UInt32}) AND (`group_key` = {p11:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`
WHERE ((`r`.`cohort` = {p20:Int64}) AND has(`r`.`hits`, 1))) AS `r`
WHERE ((`r`.`of_all` = 0) AND (`r`.`s0` = {p24:String}))) AS `r`
