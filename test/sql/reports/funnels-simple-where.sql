-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 604800000
-- p1 = 1769986800000
-- p2 = 1770246000000
-- p3 = 7
-- p4 = ""
-- p5 = "Signed up"
-- p6 = "Visited"
-- p7 = {"identifier":"properties.key_plan"}
-- p8 = "\"pro\""
-- p9 = 1769986798000
-- p10 = "UTC"
-- p11 = 1770850799999
-- p12 = 1770850800000
-- p13 = ["Signed up","Visited"]
-- p14 = "$device:"
-- p15 = {"identifier":"properties.key_admin"}
-- p16 = "true"
SELECT `of_all`, countIf((length(`times`) >= 1)) AS `n_0`, countIf((length(`times`) >= 2)) AS `n_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_previous_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_entry_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, toUInt32(1) AS `attempt`, arrayFilter(((`x`) -> (`x` > 0)), [`r`.`reached_0`, `r`.`reached_1`]) AS `times`, `r`.`reached_0` AS `entry`
FROM (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, if((`r`.`reached_0` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_0` - 2000)) AND (`x` <= (`r`.`reached_0` + {p0:Int64})))), `r`.`times_1`)), toInt64(0)) AS `reached_1`
FROM (SELECT `u`, minIf(`t`, ((`is_step_0` = 1) AND (`t` >= {p1:Int64}) AND (`t` < {p2:Int64}))) AS `reached_0`, groupArrayIf(`t`, (`is_step_1` = 1)) AS `times_1`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`held` AS `held`, `r`.`is_step_0` AS `is_step_0`, `r`.`is_step_1` AS `is_step_1`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p4:String} AS `held`, toUInt8((`name` = {p5:String})) AS `is_step_0`, toUInt8(((`name` = {p6:String}) AND ({p7:Identifier} = {p8:String}))) AS `is_step_1`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p10:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p10:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p9:Int64}, {p10:String})) AND (`time` < fromUnixTimestamp64Milli({p12:Int64}, {p10:String})) AND (`name` IN {p13:Array(String)}) AND ((`unit_hash` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p3:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p3:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p3:UInt32}) AND startsWith(`distinct_id`, {p14:String}))))))) AND ({p15:Identifier} = {p16:String})))) OR (`unit_hash` IN (SELECT `device_hash` AS `hash`
FROM `identity_links`
WHERE ((`project_id` = {p3:UInt32}) AND (`user_hash` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p3:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p3:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p3:UInt32}) AND startsWith(`distinct_id`, {p14:String}))))))) AND ({p15:Identifier} = {p16:String})))))))) AND ((`name` = {p5:String}) OR ((`name` = {p6:String}) AND ({p7:Identifier} = {p8:String}))))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p3:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`reached_0` > 0)) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`
LIMIT 20000
