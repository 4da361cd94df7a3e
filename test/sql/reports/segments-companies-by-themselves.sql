-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 3
-- p2 = 1
-- p3 = 1769986800000
-- p4 = 86400000
-- p5 = 7
-- p6 = 1000
-- p7 = "UTC"
-- p8 = 1770246000000
-- p9 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`u` AS `u`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) AS `b`, `unit_hash` AS `u`, array(toJSONString(arrayElement(`group_ids`, indexOf(`group_hashes`, `unit_hash`)))) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p6:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p7:String})) AND (`name` = {p9:String}))) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `u`), (`u`))) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `place`
LIMIT 20000
