-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 7
-- p2 = 1000
-- p3 = 1769986800000
-- p4 = "UTC"
-- p5 = 1770246000000
-- p6 = "Ordered"
-- p7 = [1769986800000,1770073200000,1770159600000]
-- p8 = [1769986800000,1770073200000,1770159600000]
-- p9 = "Opened"
-- p10 = 1
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p0:Array(Int64)}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = {p2:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p4:String})) AND (`name` = {p6:String}) AND (tuple(`unit_hash`, roundDown(toUnixTimestamp64Milli(`time`), {p7:Array(Int64)})) NOT IN (SELECT `did_group`, `did_interval`
FROM (SELECT `did_group`, `did_interval`, count() AS `did_users`
FROM (SELECT `did_group`, `did_interval`, `u`
FROM (SELECT `r`.`did_group` AS `did_group`, `r`.`did_interval` AS `did_interval`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `did_group`, roundDown(toUnixTimestamp64Milli(`time`), {p8:Array(Int64)}) AS `did_interval`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = {p2:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p4:String})) AND (`name` = {p9:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p1:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `did_group`, `did_interval`, `u`) AS `r`
GROUP BY `did_group`, `did_interval`)
WHERE ((`did_users` >= {p10:UInt64})))))) AS `r`
GROUP BY GROUPING SETS ((`b`), ())
