-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 1000
-- p2 = {"identifier":"properties.key_plan"}
-- p3 = "["
-- p4 = "null"
-- p5 = ""
-- p6 = {"identifier":"properties.key_plan"}
-- p7 = ["]","}"]
-- p8 = ["[","]","{","}"]
-- p9 = ["[","]","{","}"]
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = {"identifier":"properties.key_plan"}
-- p12 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p13 = ["[","{"]
-- p14 = ["]","}"]
-- p15 = {"identifier":"properties.key_plan"}
-- p16 = {"identifier":"properties.key_plan"}
-- p17 = {"identifier":"properties.key_plan"}
-- p18 = {"identifier":"properties.key_plan"}
-- p19 = {"identifier":"properties.key_plan"}
-- p20 = 7
-- p21 = 1769986800000
-- p22 = "UTC"
-- p23 = 1770246000000
-- p24 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p0:Array(Int64)}) AS `b`, arrayJoin(arrayFilter(((`g`, `k`) -> (`k` = {p1:UInt32})), `group_hashes`, `group_keys`)) AS `u`, if(startsWith({p2:Identifier}, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p5:String}, `v`)), `v`, {p5:String})), if(startsWith({p6:Identifier}, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p7:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`), [{p10:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p11:Identifier}, {p12:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p13:Array(String)})) - toInt32((`e` IN {p14:Array(String)})))), extractAll({p15:Identifier}, {p12:String})))]), 1), [{p16:Identifier}]))), [if(notEmpty(if(({p17:Identifier} = {p4:String}), {p5:String}, {p18:Identifier})), {p19:Identifier}, {p5:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p20:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p21:Int64}, {p22:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p22:String}))) AND (`time` >= fromUnixTimestamp64Milli({p21:Int64}, {p22:String})) AND (`time` < fromUnixTimestamp64Milli({p23:Int64}, {p22:String})) AND (`name` = {p24:String}) AND has(`group_keys`, {p1:UInt32}))) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
