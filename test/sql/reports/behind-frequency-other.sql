-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1
-- p1 = 64
-- p2 = 7
-- p3 = 1769986800000
-- p4 = 259200000
-- p5 = 86400000
-- p6 = {"identifier":"properties.key_plan"}
-- p7 = "["
-- p8 = "null"
-- p9 = ""
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = ["]","}"]
-- p12 = ["[","]","{","}"]
-- p13 = ["[","]","{","}"]
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = {"identifier":"properties.key_plan"}
-- p16 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p17 = ["[","{"]
-- p18 = ["]","}"]
-- p19 = {"identifier":"properties.key_plan"}
-- p20 = {"identifier":"properties.key_plan"}
-- p21 = {"identifier":"properties.key_plan"}
-- p22 = {"identifier":"properties.key_plan"}
-- p23 = {"identifier":"properties.key_plan"}
-- p24 = "UTC"
-- p25 = 1770246000000
-- p26 = "Visited"
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
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, `u`, bitCount(groupBitOr(bitShiftLeft({p0:UInt64}, toUInt8((`part` % {p1:UInt8}))))) AS `times`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p3:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) * {p4:Int64})) AS `b`, intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p5:Int64}) AS `part`, `unit_hash` AS `actor`, if(startsWith({p6:Identifier}, {p7:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p8:String}), {p9:String}, `v`)), `v`, {p9:String})), if(startsWith({p10:Identifier}, {p7:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p11:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`), [{p14:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p15:Identifier}, {p16:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p17:Array(String)})) - toInt32((`e` IN {p18:Array(String)})))), extractAll({p19:Identifier}, {p16:String})))]), 1), [{p20:Identifier}]))), [if(notEmpty(if(({p21:Identifier} = {p8:String}), {p9:String}, {p22:Identifier})), {p23:Identifier}, {p9:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p24:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p25:Int64}, {p24:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p24:String})) AND (`time` < fromUnixTimestamp64Milli({p25:Int64}, {p24:String})) AND (`name` = {p26:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`, `u`), (`b`, `u`))) AS `r`
WHERE ((`r`.`times` >= {p0:UInt64}) AND (`r`.`b` = {p3:Int64}))) AS `r`
WHERE ((`r`.`of_all` = 0) AND (NOT (`r`.`s0` IN (SELECT `s0`
FROM (SELECT toUInt8(0) AS `of_all`, `s0`, uniqExact(`u`) AS `units`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p3:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) * {p4:Int64})) AS `b`, `unit_hash` AS `actor`, if(startsWith({p27:Identifier}, {p7:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p8:String}), {p9:String}, `v`)), `v`, {p9:String})), if(startsWith({p28:Identifier}, {p7:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p29:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p30:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p31:Array(String)}))), `tokens`), [{p32:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p33:Identifier}, {p16:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p34:Array(String)})) - toInt32((`e` IN {p35:Array(String)})))), extractAll({p36:Identifier}, {p16:String})))]), 1), [{p37:Identifier}]))), [if(notEmpty(if(({p38:Identifier} = {p8:String}), {p9:String}, {p39:Identifier})), {p40:Identifier}, {p9:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p24:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p25:Int64}, {p24:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p24:String})) AND (`time` < fromUnixTimestamp64Milli({p25:Int64}, {p24:String})) AND (`name` = {p26:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY `s0`)
WHERE (`of_all` = 0)
ORDER BY ifNull(toFloat64(`units`), (-9007199254740991)) DESC, `s0` ASC
LIMIT 10))))) AS `r`
