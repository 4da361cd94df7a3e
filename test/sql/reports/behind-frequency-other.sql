-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = [1769986800000]
-- p2 = [1769986800000,1770073200000,1770159600000]
-- p3 = {"identifier":"properties.key_plan"}
-- p4 = "["
-- p5 = "null"
-- p6 = ""
-- p7 = {"identifier":"properties.key_plan"}
-- p8 = ["]","}"]
-- p9 = ["[","]","{","}"]
-- p10 = ["[","]","{","}"]
-- p11 = {"identifier":"properties.key_plan"}
-- p12 = {"identifier":"properties.key_plan"}
-- p13 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p14 = ["[","{"]
-- p15 = ["]","}"]
-- p16 = {"identifier":"properties.key_plan"}
-- p17 = {"identifier":"properties.key_plan"}
-- p18 = {"identifier":"properties.key_plan"}
-- p19 = {"identifier":"properties.key_plan"}
-- p20 = {"identifier":"properties.key_plan"}
-- p21 = 1769986800000
-- p22 = "UTC"
-- p23 = 1770246000000
-- p24 = "Visited"
-- p25 = 1
-- p26 = [1769986800000]
-- p27 = {"identifier":"properties.key_plan"}
-- p28 = {"identifier":"properties.key_plan"}
-- p29 = ["]","}"]
-- p30 = ["[","]","{","}"]
-- p31 = ["[","]","{","}"]
-- p32 = {"identifier":"properties.key_plan"}
-- p33 = {"identifier":"properties.key_plan"}
-- p34 = ["[","{"]
-- p35 = ["]","}"]
-- p36 = {"identifier":"properties.key_plan"}
-- p37 = {"identifier":"properties.key_plan"}
-- p38 = {"identifier":"properties.key_plan"}
-- p39 = {"identifier":"properties.key_plan"}
-- p40 = {"identifier":"properties.key_plan"}
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`b` AS `b`, `r`.`s0` AS `s0`, `r`.`u` AS `u`, `r`.`times` AS `times`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`b` AS `b`, `r`.`s0` AS `s0`, `r`.`u` AS `u`, `r`.`times` AS `times`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, `u`, uniqExact(`part`) AS `times`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p1:Array(Int64)}) AS `b`, roundDown(toUnixTimestamp64Milli(`time`), {p2:Array(Int64)}) AS `part`, `unit_hash` AS `actor`, if(startsWith({p3:Identifier}, {p4:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p5:String}), {p6:String}, `v`)), `v`, {p6:String})), if(startsWith({p7:Identifier}, {p4:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`), [{p11:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p12:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p14:Array(String)})) - toInt32((`e` IN {p15:Array(String)})))), extractAll({p16:Identifier}, {p13:String})))]), 1), [{p17:Identifier}]))), [if(notEmpty(if(({p18:Identifier} = {p5:String}), {p6:String}, {p19:Identifier})), {p20:Identifier}, {p6:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p21:Int64}, {p22:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p22:String}))) AND (`time` >= fromUnixTimestamp64Milli({p21:Int64}, {p22:String})) AND (`time` < fromUnixTimestamp64Milli({p23:Int64}, {p22:String})) AND (`name` = {p24:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`, `u`), (`b`, `u`))) AS `r`
WHERE ((`r`.`times` >= {p25:UInt64}) AND (`r`.`b` = {p21:Int64}))) AS `r`
WHERE ((`r`.`of_all` = 0) AND (NOT (`r`.`s0` IN (SELECT `s0`
FROM (SELECT toUInt8(0) AS `of_all`, `s0`, uniqExact(`u`) AS `units`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p26:Array(Int64)}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p27:Identifier}, {p4:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p5:String}), {p6:String}, `v`)), `v`, {p6:String})), if(startsWith({p28:Identifier}, {p4:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p29:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p30:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p31:Array(String)}))), `tokens`), [{p32:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p33:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p34:Array(String)})) - toInt32((`e` IN {p35:Array(String)})))), extractAll({p36:Identifier}, {p13:String})))]), 1), [{p37:Identifier}]))), [if(notEmpty(if(({p38:Identifier} = {p5:String}), {p6:String}, {p39:Identifier})), {p40:Identifier}, {p6:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p21:Int64}, {p22:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p22:String}))) AND (`time` >= fromUnixTimestamp64Milli({p21:Int64}, {p22:String})) AND (`time` < fromUnixTimestamp64Milli({p23:Int64}, {p22:String})) AND (`name` = {p24:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY `s0`)
WHERE (`of_all` = 0)
ORDER BY ifNull(toFloat64(`units`), (-9007199254740991)) DESC, `s0` ASC
LIMIT 10))))) AS `r`
