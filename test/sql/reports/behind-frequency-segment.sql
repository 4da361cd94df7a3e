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
-- p12 = 1
-- p13 = 64
-- p14 = 1769986800000
-- p15 = 259200000
-- p16 = 86400000
-- p17 = "UTC"
-- p18 = 1770245999999
-- p19 = 1770246000000
-- p20 = "Visited"
-- p21 = "\"pro\""
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`segments_0` AS `segments_0`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `b`, `u`, bitCount(groupBitOr(bitShiftLeft({p12:UInt64}, toUInt8((`part` % {p13:UInt8}))))) AS `times`
FROM (SELECT ({p14:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p14:Int64}), {p15:Int64}) * {p15:Int64})) AS `b`, intDiv((toUnixTimestamp64Milli(`time`) - {p14:Int64}), {p16:Int64}) AS `part`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = {p11:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p17:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p17:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p14:Int64}, {p17:String})) AND (`time` < fromUnixTimestamp64Milli({p19:Int64}, {p17:String})) AND (`name` = {p20:String}))) AS `r`
GROUP BY `b`, `u`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p2:Identifier}, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p2:Identifier}, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [{p2:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p2:Identifier}, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll({p2:Identifier}, {p7:String})))]), 1), [{p2:Identifier}]))), [if(notEmpty(if(({p2:Identifier} = {p4:String}), {p0:String}, {p2:Identifier})), {p2:Identifier}, {p0:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p10:UInt32}) AND (`group_key` = {p11:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`
WHERE ((`r`.`times` = {p12:UInt64}) AND (`r`.`b` = {p14:Int64}))) AS `r`
WHERE ((`r`.`of_all` = 0) AND (`r`.`s0` = {p21:String}))) AS `r`
