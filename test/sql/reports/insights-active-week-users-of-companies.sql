-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,0,0,1,2]
-- p1 = [0,1,2,2,2]
-- p2 = 1
-- p3 = 7
-- p4 = [1769468400000,1769554800000,1769641200000,1770073200000,1770159600000]
-- p5 = 1
-- p6 = 1000
-- p7 = 1769468400000
-- p8 = "UTC"
-- p9 = 1770246000000
-- p10 = "Ordered"
SELECT `of_all`, tupleElement(`change_at`, 1) AS `list`, tupleElement(`change_at`, 2) AS `place`, sum(tupleElement(`change_at`, 3)) AS `change`
FROM (SELECT `of_all`, arrayJoin(arrayConcat(arrayFlatten(arrayMap(((`lo`, `hi`, `done`) -> if((greatest(`lo`, (`done` + 1)) <= `hi`), [tuple(toUInt8(0), greatest(`lo`, (`done` + 1)), toInt64(1)), tuple(toUInt8(0), (`hi` + 1), toInt64((-1)))], arraySlice([tuple(toUInt8(0), greatest(`lo`, (`done` + 1)), toInt64(1)), tuple(toUInt8(0), (`hi` + 1), toInt64((-1)))], 1, 0))), arrayMap(((`c`) -> arrayElement({p0:Array(Int64)}, (`c` + 1))), `places`), arrayMap(((`c`) -> arrayElement({p1:Array(Int64)}, (`c` + 1))), `places`), arrayPushFront(arrayPopBack(arrayMap(((`c`) -> arrayElement({p1:Array(Int64)}, (`c` + 1))), `places`)), toInt64((-1))))))) AS `change_at`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, toUInt8(1) AS `of_all`
FROM (SELECT `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT (toInt64(indexOf({p4:Array(Int64)}, roundDown(toUnixTimestamp64Milli(`time`), {p4:Array(Int64)}))) - {p5:Int64}) AS `b`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = {p6:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p8:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p8:String}))) AND (`time` >= fromUnixTimestamp64Milli({p7:Int64}, {p8:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p8:String})) AND (`name` = {p10:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p3:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`) AS `r`) AS `r`)
GROUP BY `of_all`, `list`, `place`
