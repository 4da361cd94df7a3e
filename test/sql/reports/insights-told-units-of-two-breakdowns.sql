-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 1
-- p2 = "\"pro\""
-- p3 = "\"free\""
-- p4 = ""
-- p5 = " other"
-- p6 = {"identifier":"properties.key_plan"}
-- p7 = "["
-- p8 = "null"
-- p9 = ["]","}"]
-- p10 = ["[","]","{","}"]
-- p11 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p12 = ["[","{"]
-- p13 = ["]","}"]
-- p14 = 7
-- p15 = "$device:"
-- p16 = 1769986800000
-- p17 = 86400000
-- p18 = ["[","{"]
-- p19 = ["]","}"]
-- p20 = "UTC"
-- p21 = 1770245999999
-- p22 = 1770246000000
-- p23 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `s1`, `units` AS `n`, `units` AS `value`
FROM (SELECT `of_all`, `s0`, `s1`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `units`
FROM (SELECT `of_all`, `s0`, `s1`, arrayJoin(arrayZip(range(4), arrayPushBack(arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(arrayElement(`r`.`words`, 1), `p`)), range(3)))), count()))) AS `told`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `s1`, `u`, [groupBitOr(bitShiftLeft({p1:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if((tuple(`r`.`s0`, `r`.`s1`) IN [tuple({p2:String}, {p3:String}), tuple({p4:String}, {p2:String})]), `r`.`s0`, {p5:String}) AS `s0`, if((tuple(`r`.`s0`, `r`.`s1`) IN [tuple({p2:String}, {p3:String}), tuple({p4:String}, {p2:String})]), `r`.`s1`, {p5:String}) AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, if(empty(`p`.`segments_1`), [{p4:String}], `p`.`segments_1`) AS `segments_1`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p16:Int64}), {p17:Int64}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p6:Identifier}, {p7:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p8:String}), {p4:String}, `v`)), `v`, {p4:String})), if(startsWith({p6:Identifier}, {p7:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p9:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`), [{p6:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p6:Identifier}, {p11:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p18:Array(String)})) - toInt32((`e` IN {p19:Array(String)})))), extractAll({p6:Identifier}, {p11:String})))]), 1), [{p6:Identifier}]))), [if(notEmpty(if(({p6:Identifier} = {p8:String}), {p4:String}, {p6:Identifier})), {p6:Identifier}, {p4:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p14:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p20:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p21:Int64}, {p20:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p16:Int64}, {p20:String})) AND (`time` < fromUnixTimestamp64Milli({p22:Int64}, {p20:String})) AND (`name` = {p23:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p14:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p6:Identifier}, {p7:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p8:String}), {p4:String}, `v`)), `v`, {p4:String})), if(startsWith({p6:Identifier}, {p7:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p9:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`), [{p6:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p6:Identifier}, {p11:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p12:Array(String)})) - toInt32((`e` IN {p13:Array(String)})))), extractAll({p6:Identifier}, {p11:String})))]), 1), [{p6:Identifier}]))), [if(notEmpty(if(({p6:Identifier} = {p8:String}), {p4:String}, {p6:Identifier})), {p6:Identifier}, {p4:String})]) AS `segments_1`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p14:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p14:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p14:UInt32}) AND startsWith(`distinct_id`, {p15:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `s1`, `u`), (`u`))) AS `r`
GROUP BY `of_all`, `s0`, `s1`))
WHERE (`units` > 0)
