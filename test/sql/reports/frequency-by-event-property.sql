-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"pro\""
-- p1 = ""
-- p2 = " other"
-- p3 = 7
-- p4 = [1769986800000]
-- p5 = [1769986800000,1770073200000,1770159600000]
-- p6 = {"identifier":"properties.key_plan"}
-- p7 = "["
-- p8 = "null"
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = ["]","}"]
-- p11 = ["[","]","{","}"]
-- p12 = ["[","]","{","}"]
-- p13 = {"identifier":"properties.key_plan"}
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p16 = ["[","{"]
-- p17 = ["]","}"]
-- p18 = {"identifier":"properties.key_plan"}
-- p19 = {"identifier":"properties.key_plan"}
-- p20 = {"identifier":"properties.key_plan"}
-- p21 = {"identifier":"properties.key_plan"}
-- p22 = {"identifier":"properties.key_plan"}
-- p23 = 1769986800000
-- p24 = "UTC"
-- p25 = 1770246000000
-- p26 = "Visited"
SELECT `of_all`, `b`, `s0`, `times`, count() AS `units`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, `u`, uniqExact(`part`) AS `times`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, if((tuple(`r`.`s0`) IN [tuple({p0:String}), tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p4:Array(Int64)}) AS `b`, roundDown(toUnixTimestamp64Milli(`time`), {p5:Array(Int64)}) AS `part`, `unit_hash` AS `actor`, if(startsWith({p6:Identifier}, {p7:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p8:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p9:Identifier}, {p7:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p10:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`), [{p13:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p14:Identifier}, {p15:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p16:Array(String)})) - toInt32((`e` IN {p17:Array(String)})))), extractAll({p18:Identifier}, {p15:String})))]), 1), [{p19:Identifier}]))), [if(notEmpty(if(({p20:Identifier} = {p8:String}), {p1:String}, {p21:Identifier})), {p22:Identifier}, {p1:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p24:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p25:Int64}, {p24:String}))) AND (`time` >= fromUnixTimestamp64Milli({p23:Int64}, {p24:String})) AND (`time` < fromUnixTimestamp64Milli({p25:Int64}, {p24:String})) AND (`name` = {p26:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p3:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`, `u`), (`b`, `u`))) AS `r`
GROUP BY `of_all`, `b`, `s0`, `times`
