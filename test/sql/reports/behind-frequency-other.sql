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
-- p10 = ["]","}"]
-- p11 = ["[","]","{","}"]
-- p12 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p13 = ["[","{"]
-- p14 = ["]","}"]
-- p15 = "UTC"
-- p16 = 1770245999999
-- p17 = 1770246000000
-- p18 = "Visited"
-- p19 = ["[","{"]
-- p20 = ["]","}"]
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`b` AS `b`, `r`.`s0` AS `s0`, `r`.`u` AS `u`, `r`.`times` AS `times`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`b` AS `b`, `r`.`s0` AS `s0`, `r`.`u` AS `u`, `r`.`times` AS `times`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, `u`, bitCount(groupBitOr(bitShiftLeft({p0:UInt64}, toUInt8((`part` % {p1:UInt8}))))) AS `times`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p3:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) * {p4:Int64})) AS `b`, intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p5:Int64}) AS `part`, `unit_hash` AS `actor`, if(startsWith({p6:Identifier}, {p7:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p8:String}), {p9:String}, `v`)), `v`, {p9:String})), if(startsWith({p6:Identifier}, {p7:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p10:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`), [{p6:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p6:Identifier}, {p12:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p13:Array(String)})) - toInt32((`e` IN {p14:Array(String)})))), extractAll({p6:Identifier}, {p12:String})))]), 1), [{p6:Identifier}]))), [if(notEmpty(if(({p6:Identifier} = {p8:String}), {p9:String}, {p6:Identifier})), {p6:Identifier}, {p9:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p15:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p15:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p15:String})) AND (`time` < fromUnixTimestamp64Milli({p17:Int64}, {p15:String})) AND (`name` = {p18:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`, `u`), (`b`, `u`))) AS `r`
WHERE ((`r`.`times` >= {p0:UInt64}) AND (`r`.`b` = {p3:Int64}))) AS `r`
WHERE ((`r`.`of_all` = 0) AND (NOT (`r`.`s0` IN (SELECT `s0`
FROM (SELECT toUInt8(0) AS `of_all`, `s0`, uniqExact(`u`) AS `units`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p3:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) * {p4:Int64})) AS `b`, `unit_hash` AS `actor`, if(startsWith({p6:Identifier}, {p7:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p8:String}), {p9:String}, `v`)), `v`, {p9:String})), if(startsWith({p6:Identifier}, {p7:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p10:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`), [{p6:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p6:Identifier}, {p12:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p19:Array(String)})) - toInt32((`e` IN {p20:Array(String)})))), extractAll({p6:Identifier}, {p12:String})))]), 1), [{p6:Identifier}]))), [if(notEmpty(if(({p6:Identifier} = {p8:String}), {p9:String}, {p6:Identifier})), {p6:Identifier}, {p9:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p15:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p15:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p15:String})) AND (`time` < fromUnixTimestamp64Milli({p17:Int64}, {p15:String})) AND (`name` = {p18:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY `s0`)
WHERE (`of_all` = 0)
ORDER BY ifNull(toFloat64(`units`), (-9007199254740991)) DESC, `s0` ASC
LIMIT 10))))) AS `r`
