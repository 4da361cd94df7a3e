-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = 1000
-- p2 = 7
-- p3 = "$device:"
-- p4 = 1769986800000
-- p5 = 86400000
-- p6 = "UTC"
-- p7 = 1770245999999
-- p8 = 1770246000000
-- p9 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, (countIf((`alone` = 1)) + uniqExactIf(`id`, (NOT (`alone` = 1)))) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`id` AS `id`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`, ((`r`.`alone` = 1) AND (length(`r`.`segments_0`) = 1)) AS `alone`
FROM (SELECT `r`.`b` AS `b`, `r`.`id` AS `id`, `r`.`alone` AS `alone`, `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`b` AS `b`, `r`.`id` AS `id`, `r`.`alone` AS `alone`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p4:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p4:Int64}), {p5:Int64}) * {p5:Int64})) AS `b`, `event_id` AS `id`, `unit_hash` AS `actor`, (`siblings` = 1) AS `alone`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p6:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p6:String})) AND (`name` = {p9:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(empty(arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p1:UInt32})), `group_ids`, `group_keys`)))), [{p0:String}], arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p1:UInt32})), `group_ids`, `group_keys`)))) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p2:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p2:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p2:UInt32}) AND startsWith(`distinct_id`, {p3:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
