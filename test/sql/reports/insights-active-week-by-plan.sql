-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,0,0,1,2]
-- p1 = [0,1,2,2,2]
-- p2 = [0,1,2,2,2]
-- p3 = "\"pro\""
-- p4 = ""
-- p5 = " other"
-- p6 = {"identifier":"properties.key_plan"}
-- p7 = "["
-- p8 = "null"
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = ["]","}"]
-- p11 = ["[","]","{","}"]
-- p12 = ["[","]","{","}"]
-- p13 = {"identifier":"properties.key_plan"}
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p16 = ["[","{"]
-- p17 = ["]","}"]
-- p18 = {"identifier":"properties.key_plan"}
-- p19 = {"identifier":"properties.key_plan"}
-- p20 = {"identifier":"properties.key_plan"}
-- p21 = {"identifier":"properties.key_plan"}
-- p22 = {"identifier":"properties.key_plan"}
-- p23 = 7
-- p24 = "$device:"
-- p25 = [1769468400000,1769554800000,1769641200000,1770073200000,1770159600000]
-- p26 = [1769468400000,1769554800000,1769641200000,1770073200000,1770159600000]
-- p27 = 1769468400000
-- p28 = "UTC"
-- p29 = 1770246000000
-- p30 = "Ordered"
SELECT `of_all`, `s0`, tupleElement(`change_at`, 1) AS `place`, sum(tupleElement(`change_at`, 2)) AS `change`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayFlatten(arrayMap(((`lo`, `hi`, `done`) -> if((greatest(`lo`, (`done` + 1)) <= `hi`), [tuple(greatest(`lo`, (`done` + 1)), toInt64(1)), tuple((`hi` + 1), toInt64((-1)))], arraySlice([tuple(greatest(`lo`, (`done` + 1)), toInt64(1)), tuple((`hi` + 1), toInt64((-1)))], 1, 0))), arrayMap(((`c`) -> arrayElement({p0:Array(Int64)}, `c`)), `cells`), arrayMap(((`c`) -> arrayElement({p1:Array(Int64)}, `c`)), `cells`), arrayPushFront(arrayPopBack(arrayMap(((`c`) -> arrayElement({p2:Array(Int64)}, `c`)), `cells`)), toInt64((-1)))))) AS `change_at`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `u`, arraySort(groupUniqArray(`b`)) AS `cells`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if((tuple(`r`.`s0`) IN [tuple({p3:String}), tuple({p4:String})]), `r`.`s0`, {p5:String}) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p4:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT indexOf({p25:Array(Int64)}, roundDown(toUnixTimestamp64Milli(`time`), {p26:Array(Int64)})) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p23:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p27:Int64}, {p28:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p29:Int64}, {p28:String}))) AND (`time` >= fromUnixTimestamp64Milli({p27:Int64}, {p28:String})) AND (`time` < fromUnixTimestamp64Milli({p29:Int64}, {p28:String})) AND (`name` = {p30:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p23:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p6:Identifier}, {p7:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p8:String}), {p4:String}, `v`)), `v`, {p4:String})), if(startsWith({p9:Identifier}, {p7:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p10:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`), [{p13:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p14:Identifier}, {p15:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p16:Array(String)})) - toInt32((`e` IN {p17:Array(String)})))), extractAll({p18:Identifier}, {p15:String})))]), 1), [{p19:Identifier}]))), [if(notEmpty(if(({p20:Identifier} = {p8:String}), {p4:String}, {p21:Identifier})), {p22:Identifier}, {p4:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p23:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p23:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p23:UInt32}) AND startsWith(`distinct_id`, {p24:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `u`), (`u`))) AS `r`)
GROUP BY `of_all`, `s0`, `place`
