-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1769986800000
-- p1 = 86400000
-- p2 = {"identifier":"properties.key_product"}
-- p3 = 7
-- p4 = 1000
-- p5 = "UTC"
-- p6 = 1770245999999
-- p7 = 1770246000000
-- p8 = "Ordered"
-- p9 = "null"
-- p10 = ""
SELECT `of_range`, `of_all`, `b`, count() AS `n`, max(`of_unit`) AS `value`
FROM (SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, `u`, toFloat64(uniqExact(`x`)) AS `of_unit`
FROM (SELECT ({p0:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p0:Int64}), {p1:Int64}) * {p1:Int64})) AS `b`, `event_id` AS `id`, {p2:Identifier} AS `x`, `unit_hash` AS `u`, (`siblings` = 1) AS `alone`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = {p4:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p0:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p5:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p0:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p7:Int64}, {p5:String})) AND (`name` = {p8:String}) AND notEmpty(if(({p2:Identifier} = {p9:String}), {p10:String}, {p2:Identifier})))) AS `r`
GROUP BY GROUPING SETS ((`b`, `u`), (`u`))) AS `r`
GROUP BY `of_range`, `of_all`, `b`
