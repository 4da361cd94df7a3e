-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"pro\""
-- p1 = ""
-- p2 = " other"
-- p3 = [1769986800000,1770073200000,1770159600000]
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
-- p22 = 1769986800000
-- p23 = "UTC"
-- p24 = 1770246000000
-- p25 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, (countIf((`alone` = 1)) + uniqExactIf(`id`, (NOT (`alone` = 1)))) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`id` AS `id`, `r`.`alone` AS `alone`, if((tuple(`r`.`s0`) IN [tuple({p0:String}), tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`id` AS `id`, arrayJoin(`r`.`segments_0`) AS `s0`, ((`r`.`alone` = 1) AND (length(`r`.`segments_0`) = 1)) AS `alone`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p3:Array(Int64)}) AS `b`, `event_id` AS `id`, (`siblings` = 1) AS `alone`, if(startsWith({p4:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p7:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`), [{p11:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p12:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p14:Array(String)})) - toInt32((`e` IN {p15:Array(String)})))), extractAll({p16:Identifier}, {p13:String})))]), 1), [{p17:Identifier}]))), [if(notEmpty(if(({p18:Identifier} = {p6:String}), {p1:String}, {p19:Identifier})), {p20:Identifier}, {p1:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p21:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p23:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p24:Int64}, {p23:String}))) AND (`time` >= fromUnixTimestamp64Milli({p22:Int64}, {p23:String})) AND (`time` < fromUnixTimestamp64Milli({p24:Int64}, {p23:String})) AND (`name` = {p25:String}))) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
