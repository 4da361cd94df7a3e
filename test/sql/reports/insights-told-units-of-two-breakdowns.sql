-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"pro\""
-- p1 = "\"free\""
-- p2 = ""
-- p3 = " other"
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
-- p22 = "$device:"
-- p23 = [1769986800000,1770073200000,1770159600000]
-- p24 = {"identifier":"properties.key_plan"}
-- p25 = {"identifier":"properties.key_plan"}
-- p26 = ["]","}"]
-- p27 = ["[","]","{","}"]
-- p28 = ["[","]","{","}"]
-- p29 = {"identifier":"properties.key_plan"}
-- p30 = {"identifier":"properties.key_plan"}
-- p31 = ["[","{"]
-- p32 = ["]","}"]
-- p33 = {"identifier":"properties.key_plan"}
-- p34 = {"identifier":"properties.key_plan"}
-- p35 = {"identifier":"properties.key_plan"}
-- p36 = {"identifier":"properties.key_plan"}
-- p37 = {"identifier":"properties.key_plan"}
-- p38 = 1769986800000
-- p39 = "UTC"
-- p40 = 1770246000000
-- p41 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, `s1`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if((tuple(`r`.`s0`, `r`.`s1`) IN [tuple({p0:String}, {p1:String}), tuple({p2:String}, {p0:String})]), `r`.`s0`, {p3:String}) AS `s0`, if((tuple(`r`.`s0`, `r`.`s1`) IN [tuple({p0:String}, {p1:String}), tuple({p2:String}, {p0:String})]), `r`.`s1`, {p3:String}) AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, if(empty(`p`.`segments_1`), [{p2:String}], `p`.`segments_1`) AS `segments_1`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p23:Array(Int64)}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p24:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith({p25:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p26:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p27:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p28:Array(String)}))), `tokens`), [{p29:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p30:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p31:Array(String)})) - toInt32((`e` IN {p32:Array(String)})))), extractAll({p33:Identifier}, {p13:String})))]), 1), [{p34:Identifier}]))), [if(notEmpty(if(({p35:Identifier} = {p6:String}), {p2:String}, {p36:Identifier})), {p37:Identifier}, {p2:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p21:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p38:Int64}, {p39:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p40:Int64}, {p39:String}))) AND (`time` >= fromUnixTimestamp64Milli({p38:Int64}, {p39:String})) AND (`time` < fromUnixTimestamp64Milli({p40:Int64}, {p39:String})) AND (`name` = {p41:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p21:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p4:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith({p7:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`), [{p11:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p12:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p14:Array(String)})) - toInt32((`e` IN {p15:Array(String)})))), extractAll({p16:Identifier}, {p13:String})))]), 1), [{p17:Identifier}]))), [if(notEmpty(if(({p18:Identifier} = {p6:String}), {p2:String}, {p19:Identifier})), {p20:Identifier}, {p2:String})]) AS `segments_1`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p21:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p21:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p21:UInt32}) AND startsWith(`distinct_id`, {p22:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`, `s1`), (`s0`, `s1`), (`b`), ())
