-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 7
-- p2 = 1000
-- p3 = 1769986800000
-- p4 = "UTC"
-- p5 = 1770246000000
-- p6 = "Ordered"
-- p7 = {"identifier":"properties.key_plan"}
-- p8 = "\"pro\""
-- p9 = [1769986800000,1770073200000,1770159600000]
-- p10 = [1769986800000,1770073200000,1770159600000]
-- p11 = "Opened"
-- p12 = 2
-- p13 = 1001
-- p14 = {"identifier":"properties.key_plan"}
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p0:Array(Int64)}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = {p2:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p4:String})) AND (`name` = {p6:String}) AND ((`unit_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p1:UInt32}) AND (`group_key` = {p2:UInt32}) AND (`deleted` = 0) AND ({p7:Identifier} = {p8:String})))) OR (tuple(`unit_hash`, roundDown(toUnixTimestamp64Milli(`time`), {p9:Array(Int64)})) IN (SELECT `did_group`, `did_interval`
FROM (SELECT `did_group`, `did_interval`, count() AS `did_users`
FROM (SELECT `did_group`, `did_interval`, `u`
FROM (SELECT `r`.`did_group` AS `did_group`, `r`.`did_interval` AS `did_interval`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `did_group`, roundDown(toUnixTimestamp64Milli(`time`), {p10:Array(Int64)}) AS `did_interval`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = {p2:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p4:String})) AND (`name` = {p11:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p1:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `did_group`, `did_interval`, `u`) AS `r`
GROUP BY `did_group`, `did_interval`)
WHERE ((`did_users` >= {p12:UInt64})))) OR arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p1:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`deleted` = 0) AND ({p14:Identifier} = {p8:String}))))), `group_hashes`)))) AS `r`
GROUP BY GROUPING SETS ((`b`), ())
