-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,0,0,1,2]
-- p1 = [0,1,2,2,2]
-- p2 = [0,1,2,2,2]
-- p3 = 1
-- p4 = "\"pro\""
-- p5 = ""
-- p6 = " other"
-- p7 = 7
-- p8 = [1769468400000,1769554800000,1769641200000,1770073200000,1770159600000]
-- p9 = [1769468400000,1769554800000,1769641200000,1770073200000,1770159600000]
-- p10 = 1
-- p11 = {"identifier":"properties.key_plan"}
-- p12 = "["
-- p13 = "null"
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = ["]","}"]
-- p16 = ["[","]","{","}"]
-- p17 = ["[","]","{","}"]
-- p18 = {"identifier":"properties.key_plan"}
-- p19 = {"identifier":"properties.key_plan"}
-- p20 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p21 = ["[","{"]
-- p22 = ["]","}"]
-- p23 = {"identifier":"properties.key_plan"}
-- p24 = {"identifier":"properties.key_plan"}
-- p25 = {"identifier":"properties.key_plan"}
-- p26 = {"identifier":"properties.key_plan"}
-- p27 = {"identifier":"properties.key_plan"}
-- p28 = 1769468400000
-- p29 = "UTC"
-- p30 = 1770246000000
-- p31 = "Ordered"
SELECT `of_all`, `s0`, tupleElement(`change_at`, 1) AS `place`, sum(tupleElement(`change_at`, 2)) AS `change`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayFlatten(arrayMap(((`lo`, `hi`, `done`) -> if((greatest(`lo`, (`done` + 1)) <= `hi`), [tuple(greatest(`lo`, (`done` + 1)), toInt64(1)), tuple((`hi` + 1), toInt64((-1)))], arraySlice([tuple(greatest(`lo`, (`done` + 1)), toInt64(1)), tuple((`hi` + 1), toInt64((-1)))], 1, 0))), arrayMap(((`c`) -> arrayElement({p0:Array(Int64)}, (`c` + 1))), `places`), arrayMap(((`c`) -> arrayElement({p1:Array(Int64)}, (`c` + 1))), `places`), arrayPushFront(arrayPopBack(arrayMap(((`c`) -> arrayElement({p2:Array(Int64)}, (`c` + 1))), `places`)), toInt64((-1)))))) AS `change_at`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p3:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if((tuple(`r`.`s0`) IN [tuple({p4:String}), tuple({p5:String})]), `r`.`s0`, {p6:String}) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT (toInt64(indexOf({p8:Array(Int64)}, roundDown(toUnixTimestamp64Milli(`time`), {p9:Array(Int64)}))) - {p10:Int64}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p11:Identifier}, {p12:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p13:String}), {p5:String}, `v`)), `v`, {p5:String})), if(startsWith({p14:Identifier}, {p12:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p15:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p16:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p17:Array(String)}))), `tokens`), [{p18:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p19:Identifier}, {p20:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p21:Array(String)})) - toInt32((`e` IN {p22:Array(String)})))), extractAll({p23:Identifier}, {p20:String})))]), 1), [{p24:Identifier}]))), [if(notEmpty(if(({p25:Identifier} = {p13:String}), {p5:String}, {p26:Identifier})), {p27:Identifier}, {p5:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p7:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p28:Int64}, {p29:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p30:Int64}, {p29:String}))) AND (`time` >= fromUnixTimestamp64Milli({p28:Int64}, {p29:String})) AND (`time` < fromUnixTimestamp64Milli({p30:Int64}, {p29:String})) AND (`name` = {p31:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p7:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `u`), (`u`))) AS `r`)
GROUP BY `of_all`, `s0`, `place`
