-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 86400000
-- p1 = 1
-- p2 = 0
-- p3 = [1769986800000,1770073200000,1770159600000]
-- p4 = 7
-- p5 = 0
-- p6 = "UTC"
-- p7 = 1770246000000
-- p8 = "Signed up"
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = "\"pro\""
-- p11 = "$device:"
-- p12 = 1000
-- p13 = 1769986800000
-- p14 = 1770505200000
-- p15 = "Visited"
-- p16 = {"identifier":"properties.key_trial"}
SELECT `of_all`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, arrayPushFront(arrayMap(((`p`) -> toInt64(`p`)), bitPositionsToArray(`r`.`mask`)), toInt64((-1))) AS `hits`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, any(`v`.`cohort`) AS `cohort`, groupBitOr(if(((toInt64(`r`.`t`) >= `v`.`birth`) AND ((intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p0:Int64}) >= 0) AND (intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p0:Int64}) < 3))), bitShiftLeft({p1:UInt64}, toUInt8(intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p0:Int64}))), {p2:UInt64})) AS `mask`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p6:String}))) AND (`time` >= fromUnixTimestamp64Milli({p13:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p14:Int64}, {p6:String})) AND (`name` = {p15:String}) AND ({p16:Identifier} = {p10:String}) AND ((`unit_hash` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p11:String}))))))) AND arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0) AND ({p9:Identifier} = {p10:String}))))), `group_hashes`)))) OR (`unit_hash` IN (SELECT `device_hash` AS `hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`user_hash` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p11:String}))))))) AND arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0) AND ({p9:Identifier} = {p10:String}))))), `group_hashes`)))))))))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` RIGHT JOIN (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, roundDown(`r`.`birth`, {p3:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p6:String}))) AND (`time` >= fromUnixTimestamp64Milli({p5:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p7:Int64}, {p6:String})) AND (`name` = {p8:String}) AND ({p9:Identifier} = {p10:String}) AND ((`unit_hash` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p11:String}))))))) AND arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0) AND ({p9:Identifier} = {p10:String}))))), `group_hashes`)))) OR (`unit_hash` IN (SELECT `device_hash` AS `hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`user_hash` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p11:String}))))))) AND arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0) AND ({p9:Identifier} = {p10:String}))))), `group_hashes`)))))))))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p13:Int64})) AS `r`) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `cohort`, `bucket`
