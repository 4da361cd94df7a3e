-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000]
-- p1 = [1769986800000,1770073200000,1770159600000]
-- p2 = 7
-- p3 = 1000
-- p4 = 1769986800000
-- p5 = "UTC"
-- p6 = 1770246000000
-- p7 = "Visited"
-- p8 = [1769986800000]
-- p9 = [1769986800000]
-- p10 = "Opened"
-- p11 = 2
SELECT `of_all`, `b`, `times`, count() AS `units`
FROM (SELECT toUInt8(1) AS `of_all`, `b`, `u`, uniqExact(`part`) AS `times`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p0:Array(Int64)}) AS `b`, roundDown(toUnixTimestamp64Milli(`time`), {p1:Array(Int64)}) AS `part`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = {p3:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p5:String}))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p5:String})) AND (`name` = {p7:String}) AND (tuple(`unit_hash`, roundDown(toUnixTimestamp64Milli(`time`), {p8:Array(Int64)})) IN (SELECT `did_group`, `did_interval`
FROM (SELECT `did_group`, `did_interval`, count() AS `did_users`
FROM (SELECT `did_group`, `did_interval`, `u`
FROM (SELECT `r`.`did_group` AS `did_group`, `r`.`did_interval` AS `did_interval`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `did_group`, roundDown(toUnixTimestamp64Milli(`time`), {p9:Array(Int64)}) AS `did_interval`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = {p3:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p5:String}))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p5:String})) AND (`name` = {p10:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `did_group`, `did_interval`, `u`) AS `r`
GROUP BY `did_group`, `did_interval`)
WHERE ((`did_users` >= {p11:UInt64})))))) AS `r`
GROUP BY GROUPING SETS ((`b`, `u`))) AS `r`
GROUP BY `of_all`, `b`, `times`
