-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = ""
-- p2 = [0,1]
-- p3 = 1000
-- p4 = 7
-- p5 = "$device:"
-- p6 = 1
-- p7 = 1769986800000
-- p8 = 86400000
-- p9 = "UTC"
-- p10 = 1770245999999
-- p11 = 1770246000000
-- p12 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `units` AS `n`, `units` AS `value`
FROM (SELECT `of_all`, `s0`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `units`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayZip(range(4), arrayPushBack(arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(arrayElement(`r`.`words`, 1), `p`)), range(3)))), count()))) AS `told`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p1:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`segments_0` AS `segments_0`, arrayJoin({p2:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, if(empty(`p`.`segments_0`), [{p1:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`, [groupBitOr(bitShiftLeft({p6:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p7:Int64}), {p8:Int64}) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p9:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p9:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p7:Int64}, {p9:String})) AND (`time` < fromUnixTimestamp64Milli({p11:Int64}, {p9:String})) AND (`name` = {p12:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(empty(arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p3:UInt32})), `group_ids`, `group_keys`)))), [{p1:String}], arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p3:UInt32})), `group_ids`, `group_keys`)))) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p5:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`))
WHERE (`units` > 0)
LIMIT 20000
