-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"pro\""
-- p1 = ""
-- p2 = " other"
-- p3 = [0,1]
-- p4 = {"identifier":"properties.key_plan"}
-- p5 = "["
-- p6 = "null"
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
-- p21 = 7
-- p22 = 1000
-- p23 = 1
-- p24 = 64
-- p25 = 1769986800000
-- p26 = 259200000
-- p27 = 86400000
-- p28 = "UTC"
-- p29 = 1770246000000
-- p30 = "Visited"
SELECT `of_all`, `b`, `s0`, `times`, count() AS `units`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p0:String}), tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p1:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`segments_0` AS `segments_0`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, if(empty(`p`.`segments_0`), [{p1:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `b`, `u`, bitCount(groupBitOr(bitShiftLeft({p23:UInt64}, toUInt8((`part` % {p24:UInt8}))))) AS `times`
FROM (SELECT ({p25:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p25:Int64}), {p26:Int64}) * {p26:Int64})) AS `b`, intDiv((toUnixTimestamp64Milli(`time`) - {p25:Int64}), {p27:Int64}) AS `part`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p21:UInt32}) AND (`scope` = {p22:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p25:Int64}, {p28:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p29:Int64}, {p28:String}))) AND (`time` >= fromUnixTimestamp64Milli({p25:Int64}, {p28:String})) AND (`time` < fromUnixTimestamp64Milli({p29:Int64}, {p28:String})) AND (`name` = {p30:String}))) AS `r`
GROUP BY `b`, `u`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p4:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p7:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`), [{p11:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p12:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p14:Array(String)})) - toInt32((`e` IN {p15:Array(String)})))), extractAll({p16:Identifier}, {p13:String})))]), 1), [{p17:Identifier}]))), [if(notEmpty(if(({p18:Identifier} = {p6:String}), {p1:String}, {p19:Identifier})), {p20:Identifier}, {p1:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p21:UInt32}) AND (`group_key` = {p22:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `b`, `s0`, `times`
