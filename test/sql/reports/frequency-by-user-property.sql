-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000]
-- p1 = "\"pro\""
-- p2 = ""
-- p3 = " other"
-- p4 = [0,1]
-- p5 = {"identifier":"properties.key_plan"}
-- p6 = "["
-- p7 = "null"
-- p8 = ["]","}"]
-- p9 = ["[","]","{","}"]
-- p10 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p11 = ["[","{"]
-- p12 = ["]","}"]
-- p13 = 7
-- p14 = "$device:"
-- p15 = 1
-- p16 = 1769986800000
-- p17 = 86400000
-- p18 = "UTC"
-- p19 = 1770245999999
-- p20 = 1770246000000
-- p21 = "Visited"
SELECT `of_all`, tupleElement(`r`.`told`, 1) AS `b`, `s0`, tupleElement(`r`.`told`, 2) AS `times`, count() AS `units`
FROM (SELECT `r`.`u` AS `u`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, arrayJoin(arrayZip({p0:Array(Int64)}, [bitCount(bitShiftRight(bitShiftLeft(arrayElement(`r`.`words`, 1), 61), 61))])) AS `told`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p1:String}), tuple({p2:String})]), `r`.`s0`, {p3:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`segments_0` AS `segments_0`, arrayJoin({p4:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, if(empty(`p`.`segments_0`), [{p2:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`, [groupBitOr(bitShiftLeft({p15:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p16:Int64}), {p17:Int64}) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p13:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p18:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p19:Int64}, {p18:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p16:Int64}, {p18:String})) AND (`time` < fromUnixTimestamp64Milli({p20:Int64}, {p18:String})) AND (`name` = {p21:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p13:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p5:Identifier}, {p6:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p7:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith({p5:Identifier}, {p6:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`), [{p5:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p5:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll({p5:Identifier}, {p10:String})))]), 1), [{p5:Identifier}]))), [if(notEmpty(if(({p5:Identifier} = {p7:String}), {p2:String}, {p5:Identifier})), {p5:Identifier}, {p2:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p13:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p13:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p13:UInt32}) AND startsWith(`distinct_id`, {p14:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
WHERE (tupleElement(`r`.`told`, 2) > 0)
GROUP BY `of_all`, `b`, `s0`, `times`
