-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = [1770073200000]
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
-- p20 = 1770073200000
-- p21 = "UTC"
-- p22 = 1770159600000
-- p23 = "Ordered"
-- p24 = "\"pro\""
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p1:Array(Int64)}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p2:Identifier}, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p5:String}, `v`)), `v`, {p5:String})), if(startsWith({p6:Identifier}, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p7:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`), [{p10:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p11:Identifier}, {p12:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p13:Array(String)})) - toInt32((`e` IN {p14:Array(String)})))), extractAll({p15:Identifier}, {p12:String})))]), 1), [{p16:Identifier}]))), [if(notEmpty(if(({p17:Identifier} = {p4:String}), {p5:String}, {p18:Identifier})), {p19:Identifier}, {p5:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p21:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p21:String}))) AND (`time` >= fromUnixTimestamp64Milli({p20:Int64}, {p21:String})) AND (`time` < fromUnixTimestamp64Milli({p22:Int64}, {p21:String})) AND (`name` = {p23:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
WHERE ((`r`.`s0` = {p24:String}))) AS `r`
