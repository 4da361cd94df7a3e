-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1
-- p1 = 64
-- p2 = 1769986800000
-- p3 = 86400000
-- p4 = 7
-- p5 = 1000
-- p6 = "UTC"
-- p7 = 1770245999999
-- p8 = 1770246000000
-- p9 = "Visited"
-- p10 = 2
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`times` AS `times`, toUInt8(1) AS `of_all`
FROM (SELECT `u`, bitCount(groupBitOr(bitShiftLeft({p0:UInt64}, toUInt8((`part` % {p1:UInt8}))))) AS `times`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p2:Int64}), {p3:Int64}) AS `part`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p5:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p6:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p6:String})) AND (`name` = {p9:String}))) AS `r`
GROUP BY `u`) AS `r`) AS `r`
WHERE ((`r`.`times` >= {p10:UInt64}))) AS `r`
WHERE ((`r`.`of_all` = 1))) AS `r`
