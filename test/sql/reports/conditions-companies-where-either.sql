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
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = "\"pro\""
-- p12 = "Opened"
-- p13 = 2
-- p14 = 1001
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`u` AS `u`, `r`.`of_all` AS `of_all`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, toUInt8(1) AS `of_all`
FROM (SELECT `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p6:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p7:String})) AND (`name` = {p9:String}) AND ((`unit_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p5:UInt32}) AND (`group_key` = {p6:UInt32}) AND (`deleted` = 0) AND ({p10:Identifier} = {p11:String})))) OR (tuple(`unit_hash`, ({p3:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) * {p4:Int64}))) IN (SELECT `did_group`, `did_interval`
FROM (SELECT `did_group`, `did_interval`, count() AS `did_users`
FROM (SELECT `did_group`, `did_interval`, `u`
FROM (SELECT `r`.`did_group` AS `did_group`, `r`.`did_interval` AS `did_interval`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `did_group`, ({p3:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) * {p4:Int64})) AS `did_interval`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p6:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p7:String})) AND (`name` = {p12:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `did_group`, `did_interval`, `u`) AS `r`
GROUP BY `did_group`, `did_interval`)
WHERE ((`did_users` >= {p13:UInt64})))) OR arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p5:UInt32}) AND (`group_key` = {p14:UInt32}) AND (`deleted` = 0) AND ({p10:Identifier} = {p11:String}))))), `group_hashes`)))) AS `r`
GROUP BY `u`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `place`
