-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"pro\""
-- p1 = ""
-- p2 = " other"
-- p3 = 1769986800000
-- p4 = 86400000
-- p5 = {"identifier":"properties.key_plan"}
-- p6 = "["
-- p7 = "null"
-- p8 = ["]","}"]
-- p9 = ["[","]","{","}"]
-- p10 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p11 = ["[","{"]
-- p12 = ["]","}"]
-- p13 = 7
-- p14 = "UTC"
-- p15 = 1770245999999
-- p16 = 1770246000000
-- p17 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, (countIf((`alone` = 1)) + uniqExactIf(`id`, (NOT (`alone` = 1)))) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`id` AS `id`, `r`.`alone` AS `alone`, if((tuple(`r`.`s0`) IN [tuple({p0:String}), tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`id` AS `id`, arrayJoin(`r`.`segments_0`) AS `s0`, ((`r`.`alone` = 1) AND (length(`r`.`segments_0`) = 1)) AS `alone`
FROM (SELECT ({p3:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) * {p4:Int64})) AS `b`, `event_id` AS `id`, (`siblings` = 1) AS `alone`, if(startsWith({p5:Identifier}, {p6:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p7:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p5:Identifier}, {p6:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`), [{p5:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p5:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll({p5:Identifier}, {p10:String})))]), 1), [{p5:Identifier}]))), [if(notEmpty(if(({p5:Identifier} = {p7:String}), {p1:String}, {p5:Identifier})), {p5:Identifier}, {p1:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p13:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p14:String})) AND (`name` = {p17:String}))) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
