-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1769986800000
-- p2 = 86400000
-- p3 = 1000
-- p4 = "UTC"
-- p5 = 1770245999999
-- p6 = 1770246000000
-- p7 = "Ordered"
SELECT `of_range`, `of_all`, `b`, count() AS `n`, quantileExactInclusive(0.5)(`of_unit`) AS `value`
FROM (SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, `u`, toFloat64((countIf((`alone` = 1)) + uniqExactIf(`id`, (NOT (`alone` = 1))))) AS `of_unit`
FROM (SELECT `r`.`b` AS `b`, `r`.`id` AS `id`, `r`.`alone` AS `alone`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p1:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p1:Int64}), {p2:Int64}) * {p2:Int64})) AS `b`, `event_id` AS `id`, `actor_hash` AS `actor`, (`siblings` = 1) AS `alone`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = {p3:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p1:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p1:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p4:String})) AND (`name` = {p7:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY GROUPING SETS ((`b`, `u`), (`u`))) AS `r`
GROUP BY `of_range`, `of_all`, `b`
