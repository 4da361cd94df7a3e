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
-- p10 = ["]","}"]
-- p11 = ["[","]","{","}"]
-- p12 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p13 = ["[","{"]
-- p14 = ["]","}"]
-- p15 = 7
-- p16 = "$device:"
-- p17 = 1769986800000
-- p18 = 86400000
-- p19 = ["[","{"]
-- p20 = ["]","}"]
-- p21 = "UTC"
-- p22 = 1770246000000
-- p23 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `s1`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`s1` AS `s1`, `r`.`u` AS `u`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `s1`, `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if((tuple(`r`.`s0`, `r`.`s1`) IN [tuple({p3:String}, {p4:String}), tuple({p5:String}, {p3:String})]), `r`.`s0`, {p6:String}) AS `s0`, if((tuple(`r`.`s0`, `r`.`s1`) IN [tuple({p3:String}, {p4:String}), tuple({p5:String}, {p3:String})]), `r`.`s1`, {p6:String}) AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, if(empty(`p`.`segments_1`), [{p5:String}], `p`.`segments_1`) AS `segments_1`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p17:Int64}), {p18:Int64}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p7:Identifier}, {p8:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p9:String}), {p5:String}, `v`)), `v`, {p5:String})), if(startsWith({p7:Identifier}, {p8:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p10:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`), [{p7:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p7:Identifier}, {p12:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p19:Array(String)})) - toInt32((`e` IN {p20:Array(String)})))), extractAll({p7:Identifier}, {p12:String})))]), 1), [{p7:Identifier}]))), [if(notEmpty(if(({p7:Identifier} = {p9:String}), {p5:String}, {p7:Identifier})), {p7:Identifier}, {p5:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p15:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p21:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p21:String}))) AND (`time` >= fromUnixTimestamp64Milli({p17:Int64}, {p21:String})) AND (`time` < fromUnixTimestamp64Milli({p22:Int64}, {p21:String})) AND (`name` = {p23:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p15:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p7:Identifier}, {p8:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p9:String}), {p5:String}, `v`)), `v`, {p5:String})), if(startsWith({p7:Identifier}, {p8:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p10:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`), [{p7:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p7:Identifier}, {p12:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p13:Array(String)})) - toInt32((`e` IN {p14:Array(String)})))), extractAll({p7:Identifier}, {p12:String})))]), 1), [{p7:Identifier}]))), [if(notEmpty(if(({p7:Identifier} = {p9:String}), {p5:String}, {p7:Identifier})), {p7:Identifier}, {p5:String})]) AS `segments_1`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p15:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p15:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p15:UInt32}) AND startsWith(`distinct_id`, {p16:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `s1`, `u`), (`u`))) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `s1`, `place`
