-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"pro\""
-- p1 = ""
-- p2 = " other"
-- p3 = {"identifier":"properties.key_plan"}
-- p4 = "["
-- p5 = "null"
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
-- p21 = "$device:"
-- p22 = [1769986800000]
-- p23 = [1769986800000,1770073200000,1770159600000]
-- p24 = 1769986800000
-- p25 = "UTC"
-- p26 = 1770246000000
-- p27 = "Visited"
SELECT `of_all`, `b`, `s0`, `times`, count() AS `units`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, `u`, uniqExact(`part`) AS `times`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, if((tuple(`r`.`s0`) IN [tuple({p0:String}), tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p1:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p22:Array(Int64)}) AS `b`, roundDown(toUnixTimestamp64Milli(`time`), {p23:Array(Int64)}) AS `part`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p20:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p24:Int64}, {p25:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p26:Int64}, {p25:String}))) AND (`time` >= fromUnixTimestamp64Milli({p24:Int64}, {p25:String})) AND (`time` < fromUnixTimestamp64Milli({p26:Int64}, {p25:String})) AND (`name` = {p27:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p20:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p3:Identifier}, {p4:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p5:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p6:Identifier}, {p4:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p7:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`), [{p10:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p11:Identifier}, {p12:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p13:Array(String)})) - toInt32((`e` IN {p14:Array(String)})))), extractAll({p15:Identifier}, {p12:String})))]), 1), [{p16:Identifier}]))), [if(notEmpty(if(({p17:Identifier} = {p5:String}), {p1:String}, {p18:Identifier})), {p19:Identifier}, {p1:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p20:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p20:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p20:UInt32}) AND startsWith(`distinct_id`, {p21:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`, `u`), (`b`, `u`))) AS `r`
GROUP BY `of_all`, `b`, `s0`, `times`
