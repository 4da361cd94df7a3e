-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = {"identifier":"properties.key_plan"}
-- p2 = "["
-- p3 = "null"
-- p4 = ""
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
-- p21 = 1769986800000
-- p22 = "UTC"
-- p23 = 1770246000000
-- p24 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p0:Array(Int64)}) AS `b`, `unit_hash` AS `u`, if(startsWith({p1:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p4:String}, `v`)), `v`, {p4:String})), if(startsWith({p5:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p9:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p10:Identifier}, {p11:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p12:Array(String)})) - toInt32((`e` IN {p13:Array(String)})))), extractAll({p14:Identifier}, {p11:String})))]), 1), [{p15:Identifier}]))), [if(notEmpty(if(({p16:Identifier} = {p3:String}), {p4:String}, {p17:Identifier})), {p18:Identifier}, {p4:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p19:UInt32}) AND (`scope` = {p20:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p21:Int64}, {p22:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p22:String}))) AND (`time` >= fromUnixTimestamp64Milli({p21:Int64}, {p22:String})) AND (`time` < fromUnixTimestamp64Milli({p23:Int64}, {p22:String})) AND (`name` = {p24:String}))) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
