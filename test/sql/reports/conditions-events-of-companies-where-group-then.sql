-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1769986800000
-- p1 = 86400000
-- p2 = 7
-- p3 = 1000
-- p4 = "UTC"
-- p5 = 1770245999999
-- p6 = 1770246000000
-- p7 = "Ordered"
-- p8 = "plan"
-- p9 = "\"pro\""
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, count() AS `n`, (countIf((`alone` = 1)) + uniqExactIf(`id`, (NOT (`alone` = 1)))) AS `value`
FROM (SELECT ({p0:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p0:Int64}), {p1:Int64}) * {p1:Int64})) AS `b`, `event_id` AS `id`, (`siblings` = 1) AS `alone`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = {p3:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p0:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p0:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p4:String})) AND (`name` = {p7:String}) AND (tuple(`event_id`, `unit_hash`) IN (SELECT `event_id`, `unit_hash`
FROM (SELECT `r`.`event_id` AS `event_id`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `v`.`value` AS `as_of_0`
FROM (SELECT `event_id`, `unit_hash`, `time`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = {p3:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p0:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p0:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p4:String})))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p2:UInt32}) AND (`group_key` = {p3:UInt32}) AND (`name` = {p8:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`)))
WHERE (`as_of_0` = {p9:String}))))) AS `r`
GROUP BY GROUPING SETS ((`b`), ())
