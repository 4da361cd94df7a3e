-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1000
-- p2 = 1769986800000
-- p3 = "UTC"
-- p4 = 1770245999999
-- p5 = 1770246000000
-- p6 = "Ordered"
-- p7 = "Opened"
-- p8 = {"identifier":"properties.key_plan"}
-- p9 = "\"pro\""
-- p10 = 2
SELECT toUInt8(1) AS `of_range`, toUInt8(1) AS `of_all`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = {p1:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p3:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p3:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) AND (`name` = {p6:String}) AND (tuple(`unit_hash`, toInt64(0)) NOT IN (SELECT `did_group`, `did_interval`
FROM (SELECT `did_group`, `did_interval`, count() AS `did_users`
FROM (SELECT `did_group`, `did_interval`, `u`
FROM (SELECT `r`.`did_group` AS `did_group`, `r`.`did_interval` AS `did_interval`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `did_group`, toInt64(0) AS `did_interval`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = {p1:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p3:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p3:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) AND (`name` = {p7:String}) AND ({p8:Identifier} = {p9:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `did_group`, `did_interval`, `u`) AS `r`
GROUP BY `did_group`, `did_interval`)
WHERE ((`did_users` >= {p10:UInt64})))))) AS `r`
