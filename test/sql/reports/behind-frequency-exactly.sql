-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1
-- p1 = 64
-- p2 = 7
-- p3 = 1769986800000
-- p4 = 259200000
-- p5 = 86400000
-- p6 = "UTC"
-- p7 = 1770245999999
-- p8 = 1770246000000
-- p9 = "Visited"
-- p10 = 2
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, `r`.`of_all` AS `of_all`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, toUInt8(1) AS `of_all`
FROM (SELECT `b`, `u`, bitCount(groupBitOr(bitShiftLeft({p0:UInt64}, toUInt8((`part` % {p1:UInt8}))))) AS `times`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p3:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) * {p4:Int64})) AS `b`, intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p5:Int64}) AS `part`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p6:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p6:String})) AND (`name` = {p9:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `b`, `u`) AS `r`) AS `r`
WHERE ((`r`.`times` = {p10:UInt64}) AND (`r`.`b` = {p3:Int64}))) AS `r`
WHERE ((`r`.`of_all` = 1))) AS `r`
