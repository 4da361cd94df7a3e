-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1
-- p1 = 64
-- p2 = 1769986800000
-- p3 = 259200000
-- p4 = 86400000
-- p5 = 7
-- p6 = "UTC"
-- p7 = 1770246000000
-- p8 = "Visited"
SELECT `of_all`, `b`, `times`, count() AS `units`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, toUInt8(1) AS `of_all`
FROM (SELECT `b`, `u`, bitCount(groupBitOr(bitShiftLeft({p0:UInt64}, toUInt8((`part` % {p1:UInt8}))))) AS `times`
FROM (SELECT ({p2:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p2:Int64}), {p3:Int64}) * {p3:Int64})) AS `b`, intDiv((toUnixTimestamp64Milli(`time`) - {p2:Int64}), {p4:Int64}) AS `part`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p6:String}))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p7:Int64}, {p6:String})) AND (`name` = {p8:String}))) AS `r`
GROUP BY `b`, `u`) AS `r`) AS `r`
GROUP BY `of_all`, `b`, `times`
