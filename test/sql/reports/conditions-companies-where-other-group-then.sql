-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 1
-- p2 = 1769986800000
-- p3 = 86400000
-- p4 = 7
-- p5 = 1000
-- p6 = "UTC"
-- p7 = 1770245999999
-- p8 = 1770246000000
-- p9 = "Ordered"
-- p10 = 1001
-- p11 = "plan"
-- p12 = "\"pro\""
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `units` AS `n`, `units` AS `value`
FROM (SELECT `of_all`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `units`
FROM (SELECT `of_all`, arrayJoin(arrayZip(range(4), arrayPushBack(arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(arrayElement(`r`.`words`, 1), `p`)), range(3)))), count()))) AS `told`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, toUInt8(1) AS `of_all`
FROM (SELECT `u`, [groupBitOr(bitShiftLeft({p1:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p2:Int64}), {p3:Int64}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p5:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p6:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p6:String})) AND (`name` = {p9:String}) AND (`event_id` IN (SELECT `event_id`
FROM (SELECT `r`.`event_id` AS `event_id`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `v`.`value` AS `as_of_0`
FROM (SELECT `event_id`, `unit_hash`, `time`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p10:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p6:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p6:String})))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p4:UInt32}) AND (`group_key` = {p10:UInt32}) AND (`name` = {p11:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`)))
WHERE (`as_of_0` = {p12:String}))))) AS `r`
GROUP BY `u`) AS `r`) AS `r`
GROUP BY `of_all`))
WHERE (`units` > 0)
