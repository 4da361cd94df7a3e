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
-- p10 = 1770076800000
-- p11 = 1770163200000
-- p12 = "Opened"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`u` AS `u`, `r`.`of_all` AS `of_all`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, toUInt8(1) AS `of_all`
FROM (SELECT `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p6:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p7:String})) AND (`name` = {p9:String}) AND (`unit_hash` IN (SELECT `r`.`u` AS `u`
FROM (SELECT ({p10:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p10:Int64}), {p4:Int64}) * {p4:Int64})) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p6:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p7:String}))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p11:Int64}, {p7:String})) AND (`name` = {p12:String}))) AS `r`)))) AS `r`
GROUP BY `u`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `place`
