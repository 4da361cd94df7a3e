-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,0,0,1,2]
-- p1 = [0,1,2,2,2]
-- p2 = [0,1,2,2,2]
-- p3 = "\"pro\""
-- p4 = ""
-- p5 = " other"
-- p6 = [0,1]
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
-- p26 = 1
-- p27 = [1769468400000,1769554800000,1769641200000,1770073200000,1770159600000]
-- p28 = [1769468400000,1769554800000,1769641200000,1770073200000,1770159600000]
-- p29 = 1
-- p30 = 1769468400000
-- p31 = "UTC"
-- p32 = 1770246000000
-- p33 = "Ordered"
SELECT `of_all`, `s0`, tupleElement(`change_at`, 1) AS `place`, sum(tupleElement(`change_at`, 2)) AS `change`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayFlatten(arrayMap(((`lo`, `hi`, `done`) -> if((greatest(`lo`, (`done` + 1)) <= `hi`), [tuple(greatest(`lo`, (`done` + 1)), toInt64(1)), tuple((`hi` + 1), toInt64((-1)))], arraySlice([tuple(greatest(`lo`, (`done` + 1)), toInt64(1)), tuple((`hi` + 1), toInt64((-1)))], 1, 0))), arrayMap(((`c`) -> arrayElement({p0:Array(Int64)}, (`c` + 1))), `places`), arrayMap(((`c`) -> arrayElement({p1:Array(Int64)}, (`c` + 1))), `places`), arrayPushFront(arrayPopBack(arrayMap(((`c`) -> arrayElement({p2:Array(Int64)}, (`c` + 1))), `places`)), toInt64((-1)))))) AS `change_at`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p3:String}), tuple({p4:String})]), `r`.`s0`, {p5:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p4:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`segments_0` AS `segments_0`, arrayJoin({p6:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, if(empty(`p`.`segments_0`), [{p4:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p26:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT (toInt64(indexOf({p27:Array(Int64)}, roundDown(toUnixTimestamp64Milli(`time`), {p28:Array(Int64)}))) - {p29:Int64}) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p24:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p30:Int64}, {p31:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p32:Int64}, {p31:String}))) AND (`time` >= fromUnixTimestamp64Milli({p30:Int64}, {p31:String})) AND (`time` < fromUnixTimestamp64Milli({p32:Int64}, {p31:String})) AND (`name` = {p33:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p24:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p7:Identifier}, {p8:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p9:String}), {p4:String}, `v`)), `v`, {p4:String})), if(startsWith({p10:Identifier}, {p8:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p11:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`), [{p14:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p15:Identifier}, {p16:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p17:Array(String)})) - toInt32((`e` IN {p18:Array(String)})))), extractAll({p19:Identifier}, {p16:String})))]), 1), [{p20:Identifier}]))), [if(notEmpty(if(({p21:Identifier} = {p9:String}), {p4:String}, {p22:Identifier})), {p23:Identifier}, {p4:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p24:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p24:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p24:UInt32}) AND startsWith(`distinct_id`, {p25:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`)
GROUP BY `of_all`, `s0`, `place`
