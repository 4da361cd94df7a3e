-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [-1,0,1,2]
-- p1 = [1769986800000,1770073200000,1770159600000]
-- p2 = 1
-- p3 = 86400000
-- p4 = 7
-- p5 = 0
-- p6 = "UTC"
-- p7 = 1770245999999
-- p8 = 1770246000000
-- p9 = "Signed up"
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = "\"pro\""
-- p12 = "$device:"
-- p13 = 1000
-- p14 = 1769986800000
-- p15 = 1770505199999
-- p16 = 1770505200000
-- p17 = "Visited"
-- p18 = {"identifier":"properties.key_trial"}
SELECT `of_all`, `cohort`, tupleElement(`told`, 1) AS `bucket`, tupleElement(`told`, 2) AS `n`
FROM (SELECT `of_all`, `cohort`, arrayJoin(arrayZip({p0:Array(Int64)}, arrayPushFront(sumForEach(arrayMap(((`p`) -> bitTest(`r`.`mask`, `p`)), range(3))), count()))) AS `told`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, roundDown(`r`.`birth`, {p1:Array(Int64)}) AS `cohort`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, groupBitOrIf(bitShiftLeft({p2:UInt64}, toUInt8(intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p3:Int64}))), ((toInt64(`r`.`t`) >= `v`.`birth`) AND ((intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p3:Int64}) >= 0) AND (intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p3:Int64}) < 3)))) AS `mask`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p6:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p14:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p6:String})) AND (`name` = {p17:String}) AND ({p18:Identifier} = {p11:String}) AND ((`unit_hash` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p12:String}))))))) AND arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`deleted` = 0) AND ({p10:Identifier} = {p11:String}))))), `group_hashes`)))) OR (`unit_hash` IN (SELECT `device_hash` AS `hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`user_hash` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p12:String}))))))) AND arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`deleted` = 0) AND ({p10:Identifier} = {p11:String}))))), `group_hashes`)))))))))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` RIGHT JOIN (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p6:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p5:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p6:String})) AND (`name` = {p9:String}) AND ({p10:Identifier} = {p11:String}) AND ((`unit_hash` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p12:String}))))))) AND arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`deleted` = 0) AND ({p10:Identifier} = {p11:String}))))), `group_hashes`)))) OR (`unit_hash` IN (SELECT `device_hash` AS `hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`user_hash` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p12:String}))))))) AND arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`deleted` = 0) AND ({p10:Identifier} = {p11:String}))))), `group_hashes`)))))))))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p14:Int64})) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `cohort`)
