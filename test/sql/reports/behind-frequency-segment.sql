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
-- p20 = 1000
-- p21 = 1
-- p22 = 64
-- p23 = 1769986800000
-- p24 = 259200000
-- p25 = 86400000
-- p26 = "UTC"
-- p27 = 1770246000000
-- p28 = "Visited"
-- p29 = "\"pro\""
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`segments_0` AS `segments_0`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `b`, `u`, bitCount(groupBitOr(bitShiftLeft({p21:UInt64}, toUInt8((`part` % {p22:UInt8}))))) AS `times`
FROM (SELECT ({p23:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p23:Int64}), {p24:Int64}) * {p24:Int64})) AS `b`, intDiv((toUnixTimestamp64Milli(`time`) - {p23:Int64}), {p25:Int64}) AS `part`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p19:UInt32}) AND (`scope` = {p20:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p26:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p27:Int64}, {p26:String}))) AND (`time` >= fromUnixTimestamp64Milli({p23:Int64}, {p26:String})) AND (`time` < fromUnixTimestamp64Milli({p27:Int64}, {p26:String})) AND (`name` = {p28:String}))) AS `r`
GROUP BY `b`, `u`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p2:Identifier}, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p5:Identifier}, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p9:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p10:Identifier}, {p11:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p12:Array(String)})) - toInt32((`e` IN {p13:Array(String)})))), extractAll({p14:Identifier}, {p11:String})))]), 1), [{p15:Identifier}]))), [if(notEmpty(if(({p16:Identifier} = {p4:String}), {p0:String}, {p17:Identifier})), {p18:Identifier}, {p0:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p19:UInt32}) AND (`group_key` = {p20:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`
WHERE ((`r`.`times` = {p21:UInt64}) AND (`r`.`b` = {p23:Int64}))) AS `r`
WHERE ((`r`.`of_all` = 0) AND (`r`.`s0` = {p29:String}))) AS `r`
