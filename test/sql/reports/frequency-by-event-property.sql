-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1
-- p1 = 64
-- p2 = "\"pro\""
-- p3 = ""
-- p4 = " other"
-- p5 = 7
-- p6 = 1769986800000
-- p7 = 259200000
-- p8 = 86400000
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = "["
-- p11 = "null"
-- p12 = ["]","}"]
-- p13 = ["[","]","{","}"]
-- p14 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p15 = ["[","{"]
-- p16 = ["]","}"]
-- p17 = "UTC"
-- p18 = 1770246000000
-- p19 = "Visited"
SELECT `of_all`, `b`, `s0`, `times`, count() AS `units`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, `u`, bitCount(groupBitOr(bitShiftLeft({p0:UInt64}, toUInt8((`part` % {p1:UInt8}))))) AS `times`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, if((tuple(`r`.`s0`) IN [tuple({p2:String}), tuple({p3:String})]), `r`.`s0`, {p4:String}) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p6:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p6:Int64}), {p7:Int64}) * {p7:Int64})) AS `b`, intDiv((toUnixTimestamp64Milli(`time`) - {p6:Int64}), {p8:Int64}) AS `part`, `unit_hash` AS `actor`, if(startsWith({p9:Identifier}, {p10:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p11:String}), {p3:String}, `v`)), `v`, {p3:String})), if(startsWith({p9:Identifier}, {p10:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p12:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`), [{p9:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p9:Identifier}, {p14:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p15:Array(String)})) - toInt32((`e` IN {p16:Array(String)})))), extractAll({p9:Identifier}, {p14:String})))]), 1), [{p9:Identifier}]))), [if(notEmpty(if(({p9:Identifier} = {p11:String}), {p3:String}, {p9:Identifier})), {p9:Identifier}, {p3:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p17:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p17:String}))) AND (`time` >= fromUnixTimestamp64Milli({p6:Int64}, {p17:String})) AND (`time` < fromUnixTimestamp64Milli({p18:Int64}, {p17:String})) AND (`name` = {p19:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`, `u`), (`b`, `u`))) AS `r`
GROUP BY `of_all`, `b`, `s0`, `times`
