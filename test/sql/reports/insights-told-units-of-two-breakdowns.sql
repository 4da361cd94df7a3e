-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 3
-- p2 = 1
-- p3 = "\"pro\""
-- p4 = "\"free\""
-- p5 = ""
-- p6 = " other"
-- p7 = {"identifier":"properties.key_plan"}
-- p8 = "["
-- p9 = "null"
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = ["]","}"]
-- p12 = ["[","]","{","}"]
-- p13 = ["[","]","{","}"]
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = {"identifier":"properties.key_plan"}
-- p16 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p17 = ["[","{"]
-- p18 = ["]","}"]
-- p19 = {"identifier":"properties.key_plan"}
-- p20 = {"identifier":"properties.key_plan"}
-- p21 = {"identifier":"properties.key_plan"}
-- p22 = {"identifier":"properties.key_plan"}
-- p23 = {"identifier":"properties.key_plan"}
-- p24 = 7
-- p25 = "$device:"
-- p26 = 1769986800000
-- p27 = 86400000
-- p28 = {"identifier":"properties.key_plan"}
-- p29 = {"identifier":"properties.key_plan"}
-- p30 = ["]","}"]
-- p31 = ["[","]","{","}"]
-- p32 = ["[","]","{","}"]
-- p33 = {"identifier":"properties.key_plan"}
-- p34 = {"identifier":"properties.key_plan"}
-- p35 = ["[","{"]
-- p36 = ["]","}"]
-- p37 = {"identifier":"properties.key_plan"}
-- p38 = {"identifier":"properties.key_plan"}
-- p39 = {"identifier":"properties.key_plan"}
-- p40 = {"identifier":"properties.key_plan"}
-- p41 = {"identifier":"properties.key_plan"}
-- p42 = "UTC"
-- p43 = 1770246000000
-- p44 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `s1`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`s1` AS `s1`, `r`.`u` AS `u`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `s1`, `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if((tuple(`r`.`s0`, `r`.`s1`) IN [tuple({p3:String}, {p4:String}), tuple({p5:String}, {p3:String})]), `r`.`s0`, {p6:String}) AS `s0`, if((tuple(`r`.`s0`, `r`.`s1`) IN [tuple({p3:String}, {p4:String}), tuple({p5:String}, {p3:String})]), `r`.`s1`, {p6:String}) AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, if(empty(`p`.`segments_1`), [{p5:String}], `p`.`segments_1`) AS `segments_1`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p26:Int64}), {p27:Int64}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p28:Identifier}, {p8:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p9:String}), {p5:String}, `v`)), `v`, {p5:String})), if(startsWith({p29:Identifier}, {p8:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p30:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p31:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p32:Array(String)}))), `tokens`), [{p33:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p34:Identifier}, {p16:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p35:Array(String)})) - toInt32((`e` IN {p36:Array(String)})))), extractAll({p37:Identifier}, {p16:String})))]), 1), [{p38:Identifier}]))), [if(notEmpty(if(({p39:Identifier} = {p9:String}), {p5:String}, {p40:Identifier})), {p41:Identifier}, {p5:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p24:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p26:Int64}, {p42:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p43:Int64}, {p42:String}))) AND (`time` >= fromUnixTimestamp64Milli({p26:Int64}, {p42:String})) AND (`time` < fromUnixTimestamp64Milli({p43:Int64}, {p42:String})) AND (`name` = {p44:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p24:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p7:Identifier}, {p8:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p9:String}), {p5:String}, `v`)), `v`, {p5:String})), if(startsWith({p10:Identifier}, {p8:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p11:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`), [{p14:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p15:Identifier}, {p16:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p17:Array(String)})) - toInt32((`e` IN {p18:Array(String)})))), extractAll({p19:Identifier}, {p16:String})))]), 1), [{p20:Identifier}]))), [if(notEmpty(if(({p21:Identifier} = {p9:String}), {p5:String}, {p22:Identifier})), {p23:Identifier}, {p5:String})]) AS `segments_1`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p24:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p24:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p24:UInt32}) AND startsWith(`distinct_id`, {p25:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `s1`, `u`), (`u`))) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `s1`, `place`
