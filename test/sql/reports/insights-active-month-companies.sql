-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,0,0,1,2]
-- p1 = [0,1,2,2,2]
-- p2 = [0,1,2,2,2]
-- p3 = [1767481200000,1767567600000,1767654000000,1770073200000,1770159600000]
-- p4 = [1767481200000,1767567600000,1767654000000,1770073200000,1770159600000]
-- p5 = 7
-- p6 = 1000
-- p7 = 1767481200000
-- p8 = "UTC"
-- p9 = 1770246000000
-- p10 = "Ordered"
SELECT `of_all`, tupleElement(`change_at`, 1) AS `place`, sum(tupleElement(`change_at`, 2)) AS `change`
FROM (SELECT `of_all`, arrayJoin(arrayFlatten(arrayMap(((`lo`, `hi`, `done`) -> if((greatest(`lo`, (`done` + 1)) <= `hi`), [tuple(greatest(`lo`, (`done` + 1)), toInt64(1)), tuple((`hi` + 1), toInt64((-1)))], arraySlice([tuple(greatest(`lo`, (`done` + 1)), toInt64(1)), tuple((`hi` + 1), toInt64((-1)))], 1, 0))), arrayMap(((`c`) -> arrayElement({p0:Array(Int64)}, `c`)), `cells`), arrayMap(((`c`) -> arrayElement({p1:Array(Int64)}, `c`)), `cells`), arrayPushFront(arrayPopBack(arrayMap(((`c`) -> arrayElement({p2:Array(Int64)}, `c`)), `cells`)), toInt64((-1)))))) AS `change_at`
FROM (SELECT toUInt8(1) AS `of_all`, `u`, arraySort(groupUniqArray(`b`)) AS `cells`
FROM (SELECT indexOf({p3:Array(Int64)}, roundDown(toUnixTimestamp64Milli(`time`), {p4:Array(Int64)})) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p6:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p8:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p8:String}))) AND (`time` >= fromUnixTimestamp64Milli({p7:Int64}, {p8:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p8:String})) AND (`name` = {p10:String}))) AS `r`
GROUP BY GROUPING SETS ((`u`))) AS `r`)
GROUP BY `of_all`, `place`
