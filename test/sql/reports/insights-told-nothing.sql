-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = " other"
-- p1 = ""
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
-- p21 = [1769986800000,1770073200000,1770159600000]
-- p22 = 1769986800000
-- p23 = "UTC"
-- p24 = 1770246000000
-- p25 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if(0, `r`.`s0`, {p0:String}) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p1:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p21:Array(Int64)}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p19:UInt32}) AND (`scope` = {p20:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p23:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p24:Int64}, {p23:String}))) AND (`time` >= fromUnixTimestamp64Milli({p22:Int64}, {p23:String})) AND (`time` < fromUnixTimestamp64Milli({p24:Int64}, {p23:String})) AND (`name` = {p25:String}))) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p2:Identifier}, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p5:Identifier}, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p9:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p10:Identifier}, {p11:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p12:Array(String)})) - toInt32((`e` IN {p13:Array(String)})))), extractAll({p14:Identifier}, {p11:String})))]), 1), [{p15:Identifier}]))), [if(notEmpty(if(({p16:Identifier} = {p4:String}), {p1:String}, {p17:Identifier})), {p18:Identifier}, {p1:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p19:UInt32}) AND (`group_key` = {p20:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
