-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1
-- p1 = 64
-- p2 = 1769986800000
-- p3 = 259200000
-- p4 = 86400000
-- p5 = 7
-- p6 = 1000
-- p7 = "UTC"
-- p8 = 1770245999999
-- p9 = 1770246000000
-- p10 = "Visited"
-- p11 = "Opened"
-- p12 = 2
SELECT `of_all`, `b`, `times`, count() AS `units`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`times` AS `times`, toUInt8(1) AS `of_all`
FROM (SELECT `b`, `u`, bitCount(groupBitOr(bitShiftLeft({p0:UInt64}, toUInt8((`part` % {p1:UInt8}))))) AS `times`
FROM (SELECT ({p2:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p2:Int64}), {p3:Int64}) * {p3:Int64})) AS `b`, intDiv((toUnixTimestamp64Milli(`time`) - {p2:Int64}), {p4:Int64}) AS `part`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p6:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p7:String})) AND (`name` = {p10:String}) AND (tuple(`unit_hash`, ({p2:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p2:Int64}), {p3:Int64}) * {p3:Int64}))) IN (SELECT `did_group`, `did_interval`
FROM (SELECT `did_group`, `did_interval`, count() AS `did_users`
FROM (SELECT `did_group`, `did_interval`, `u`
FROM (SELECT `r`.`did_group` AS `did_group`, `r`.`did_interval` AS `did_interval`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `did_group`, ({p2:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p2:Int64}), {p3:Int64}) * {p3:Int64})) AS `did_interval`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p6:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p7:String})) AND (`name` = {p11:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `did_group`, `did_interval`, `u`) AS `r`
GROUP BY `did_group`, `did_interval`)
WHERE ((`did_users` >= {p12:UInt64})))))) AS `r`
GROUP BY `b`, `u`) AS `r`) AS `r`
GROUP BY `of_all`, `b`, `times`
