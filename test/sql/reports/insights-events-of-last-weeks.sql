-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1770591600000
-- p1 = 604800000
-- p2 = 7
-- p3 = "UTC"
-- p4 = 1772405999999
-- p5 = 1772406000000
-- p6 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, count() AS `n`, count() AS `value`
FROM (SELECT ({p0:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p0:Int64}), {p1:Int64}) * {p1:Int64})) AS `b`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p0:Int64}, {p3:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p3:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p0:Int64}, {p3:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) AND (`name` = {p6:String}))) AS `r`
GROUP BY GROUPING SETS ((`b`), ())
