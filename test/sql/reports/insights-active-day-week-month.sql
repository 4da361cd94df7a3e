-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,0,0,0,0,0,0,1,2]
-- p1 = [-1,-1,-1,-1,-1,-1,0,1,2]
-- p2 = [0,0,0,0,0,0,0,1,2]
-- p3 = [-1,-1,-1,0,1,2,2,2,2]
-- p4 = [0,0,0,0,0,0,0,1,2]
-- p5 = [0,1,2,2,2,2,2,2,2]
-- p6 = "\"pro\""
-- p7 = ""
-- p8 = " other"
-- p9 = [0,1]
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = "["
-- p12 = "null"
-- p13 = ["]","}"]
-- p14 = ["[","]","{","}"]
-- p15 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p16 = ["[","{"]
-- p17 = ["]","}"]
-- p18 = 7
-- p19 = "$device:"
-- p20 = 1
-- p21 = [1767481200000,1767567600000,1767654000000,1769468400000,1769554800000,1769641200000,1769986800000,1770073200000,1770159600000]
-- p22 = 1
-- p23 = 1767481200000
-- p24 = "UTC"
-- p25 = 1770246000000
-- p26 = "Ordered"
SELECT `of_all`, `s0`, tupleElement(`change_at`, 1) AS `list`, tupleElement(`change_at`, 2) AS `place`, sum(tupleElement(`change_at`, 3)) AS `change`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayConcat(arrayFlatten(arrayMap(((`lo`, `hi`, `done`) -> if((greatest(`lo`, (`done` + 1)) <= `hi`), [tuple(toUInt8(0), greatest(`lo`, (`done` + 1)), toInt64(1)), tuple(toUInt8(0), (`hi` + 1), toInt64((-1)))], arraySlice([tuple(toUInt8(0), greatest(`lo`, (`done` + 1)), toInt64(1)), tuple(toUInt8(0), (`hi` + 1), toInt64((-1)))], 1, 0))), arrayMap(((`c`) -> arrayElement({p0:Array(Int64)}, (`c` + 1))), `places`), arrayMap(((`c`) -> arrayElement({p1:Array(Int64)}, (`c` + 1))), `places`), arrayPushFront(arrayPopBack(arrayMap(((`c`) -> arrayElement({p1:Array(Int64)}, (`c` + 1))), `places`)), toInt64((-1))))), arrayFlatten(arrayMap(((`lo`, `hi`, `done`) -> if((greatest(`lo`, (`done` + 1)) <= `hi`), [tuple(toUInt8(1), greatest(`lo`, (`done` + 1)), toInt64(1)), tuple(toUInt8(1), (`hi` + 1), toInt64((-1)))], arraySlice([tuple(toUInt8(1), greatest(`lo`, (`done` + 1)), toInt64(1)), tuple(toUInt8(1), (`hi` + 1), toInt64((-1)))], 1, 0))), arrayMap(((`c`) -> arrayElement({p2:Array(Int64)}, (`c` + 1))), `places`), arrayMap(((`c`) -> arrayElement({p3:Array(Int64)}, (`c` + 1))), `places`), arrayPushFront(arrayPopBack(arrayMap(((`c`) -> arrayElement({p3:Array(Int64)}, (`c` + 1))), `places`)), toInt64((-1))))), arrayFlatten(arrayMap(((`lo`, `hi`, `done`) -> if((greatest(`lo`, (`done` + 1)) <= `hi`), [tuple(toUInt8(2), greatest(`lo`, (`done` + 1)), toInt64(1)), tuple(toUInt8(2), (`hi` + 1), toInt64((-1)))], arraySlice([tuple(toUInt8(2), greatest(`lo`, (`done` + 1)), toInt64(1)), tuple(toUInt8(2), (`hi` + 1), toInt64((-1)))], 1, 0))), arrayMap(((`c`) -> arrayElement({p4:Array(Int64)}, (`c` + 1))), `places`), arrayMap(((`c`) -> arrayElement({p5:Array(Int64)}, (`c` + 1))), `places`), arrayPushFront(arrayPopBack(arrayMap(((`c`) -> arrayElement({p5:Array(Int64)}, (`c` + 1))), `places`)), toInt64((-1))))))) AS `change_at`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p6:String}), tuple({p7:String})]), `r`.`s0`, {p8:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p7:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`segments_0` AS `segments_0`, arrayJoin({p9:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, if(empty(`p`.`segments_0`), [{p7:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p20:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT (toInt64(indexOf({p21:Array(Int64)}, roundDown(toUnixTimestamp64Milli(`time`), {p21:Array(Int64)}))) - {p22:Int64}) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p18:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p24:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p25:Int64}, {p24:String}))) AND (`time` >= fromUnixTimestamp64Milli({p23:Int64}, {p24:String})) AND (`time` < fromUnixTimestamp64Milli({p25:Int64}, {p24:String})) AND (`name` = {p26:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p18:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p10:Identifier}, {p11:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p12:String}), {p7:String}, `v`)), `v`, {p7:String})), if(startsWith({p10:Identifier}, {p11:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p13:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p14:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p14:Array(String)}))), `tokens`), [{p10:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p10:Identifier}, {p15:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p16:Array(String)})) - toInt32((`e` IN {p17:Array(String)})))), extractAll({p10:Identifier}, {p15:String})))]), 1), [{p10:Identifier}]))), [if(notEmpty(if(({p10:Identifier} = {p12:String}), {p7:String}, {p10:Identifier})), {p10:Identifier}, {p7:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p18:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p18:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p18:UInt32}) AND startsWith(`distinct_id`, {p19:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`)
GROUP BY `of_all`, `s0`, `list`, `place`
