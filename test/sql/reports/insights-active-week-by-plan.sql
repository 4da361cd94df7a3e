-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,0,0]
-- p1 = [0,1,2]
-- p2 = "\"pro\""
-- p3 = ""
-- p4 = " other"
-- p5 = [0,1]
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
-- p16 = 1
-- p17 = [1769468400000,1769554800000,1769641200000,1770073200000,1770159600000]
-- p18 = 1
-- p19 = 1769468400000
-- p20 = "UTC"
-- p21 = 1770245999999
-- p22 = 1770246000000
-- p23 = "Ordered"
SELECT `of_all`, `s0`, tupleElement(`told`, 1) AS `list`, tupleElement(`told`, 2) AS `place`, tupleElement(`told`, 3) AS `n`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayZip({p0:Array(UInt32)}, {p1:Array(UInt64)}, [countIf(((bitShiftRight(bitShiftLeft(arrayElement(`r`.`words`, 1), 61), 61) != 0))), countIf(((bitShiftRight(bitShiftLeft(arrayElement(`r`.`words`, 1), 60), 61) != 0))), countIf(((bitShiftRight(bitShiftLeft(arrayElement(`r`.`words`, 1), 59), 61) != 0)))])) AS `told`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p2:String}), tuple({p3:String})]), `r`.`s0`, {p4:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p3:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`segments_0` AS `segments_0`, arrayJoin({p5:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, if(empty(`p`.`segments_0`), [{p3:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`, [groupBitOr(bitShiftLeft({p16:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT (toInt64(indexOf({p17:Array(Int64)}, roundDown(toUnixTimestamp64Milli(`time`), {p17:Array(Int64)}))) - {p18:Int64}) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p14:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p19:Int64}, {p20:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p21:Int64}, {p20:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p19:Int64}, {p20:String})) AND (`time` < fromUnixTimestamp64Milli({p22:Int64}, {p20:String})) AND (`name` = {p23:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p14:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p6:Identifier}, {p7:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p8:String}), {p3:String}, `v`)), `v`, {p3:String})), if(startsWith({p6:Identifier}, {p7:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p9:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`), [{p6:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p6:Identifier}, {p11:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p12:Array(String)})) - toInt32((`e` IN {p13:Array(String)})))), extractAll({p6:Identifier}, {p11:String})))]), 1), [{p6:Identifier}]))), [if(notEmpty(if(({p6:Identifier} = {p8:String}), {p3:String}, {p6:Identifier})), {p6:Identifier}, {p3:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p14:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p14:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p14:UInt32}) AND startsWith(`distinct_id`, {p15:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`)
