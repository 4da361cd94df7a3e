-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 3
-- p2 = ""
-- p3 = [0,1]
-- p4 = 1000
-- p5 = 7
-- p6 = "$device:"
-- p7 = 1
-- p8 = 1769986800000
-- p9 = 86400000
-- p10 = "UTC"
-- p11 = 1770246000000
-- p12 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`u` AS `u`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`segments_0` AS `segments_0`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, if(empty(`p`.`segments_0`), [{p2:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p7:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p8:Int64}), {p9:Int64}) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p10:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p10:String}))) AND (`time` >= fromUnixTimestamp64Milli({p8:Int64}, {p10:String})) AND (`time` < fromUnixTimestamp64Milli({p11:Int64}, {p10:String})) AND (`name` = {p12:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(empty(arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p4:UInt32})), `group_ids`, `group_keys`)))), [{p2:String}], arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p4:UInt32})), `group_ids`, `group_keys`)))) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p5:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p5:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p5:UInt32}) AND startsWith(`distinct_id`, {p6:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `place`
LIMIT 20000
