-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1772319600000
-- p1 = 1771801200000
-- p2 = 7
-- p3 = 1000
-- p4 = 1769814000000
-- p5 = "UTC"
-- p6 = 1772405999999
-- p7 = 1772406000000
-- p8 = "$device:"
SELECT `g`.`group_id` AS `id`, `g`.`group_hash` AS `own`, `f`.`dailyActiveUsers` AS `dailyActiveUsers`, `f`.`weeklyActiveUsers` AS `weeklyActiveUsers`, `f`.`monthlyActiveUsers` AS `monthlyActiveUsers`, `f`.`events` AS `events`, `f`.`eventsPerUser` AS `eventsPerUser`
FROM ((SELECT `group_hash`, `group_id`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p2:UInt32}) AND (`group_key` = {p3:UInt32}) AND (`deleted` = 0)))
UNION ALL (SELECT `group_hash`, `group_id`
FROM (SELECT DISTINCT `group_hash`, `group_id`
FROM ((SELECT `group_hash`, `group_id`
FROM `known_groups`
WHERE ((`project_id` = {p2:UInt32}) AND (`group_key` = {p3:UInt32})))
UNION ALL (SELECT tupleElement(`member`, 2) AS `group_hash`, tupleElement(`member`, 3) AS `group_id`
FROM (SELECT arrayJoin(arrayZip(`group_keys`, `group_hashes`, `group_ids`)) AS `member`
FROM `user_profiles` FINAL
WHERE (has(`group_keys`, {p3:UInt32}) AND (`project_id` = {p2:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p2:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p2:UInt32}) AND startsWith(`distinct_id`, {p8:String})))))))))
WHERE (tupleElement(`member`, 1) = {p3:UInt32})))
WHERE (`group_hash` NOT IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p2:UInt32}) AND (`group_key` = {p3:UInt32}) AND (`deleted` = 0))))))) AS `g`
LEFT ANY JOIN (SELECT `r`.`own` AS `own`, toFloat64(uniqExactIf(`r`.`u`, (`r`.`ms` >= {p0:Int64}))) AS `dailyActiveUsers`, toFloat64(uniqExactIf(`r`.`u`, (`r`.`ms` >= {p1:Int64}))) AS `weeklyActiveUsers`, toFloat64(uniqExact(`r`.`u`)) AS `monthlyActiveUsers`, toFloat64(count()) AS `events`, toFloat64((count() / uniqExact(`r`.`u`))) AS `eventsPerUser`
FROM (SELECT `r`.`own` AS `own`, `r`.`ms` AS `ms`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `own`, toUnixTimestamp64Milli(`time`) AS `ms`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = {p3:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p5:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p7:Int64}, {p5:String})))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `own`) AS `f` ON (`g`.`group_hash` = `f`.`own`)
ORDER BY `f`.`monthlyActiveUsers` DESC, `g`.`group_id` ASC
LIMIT 51
