-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1770019200000
-- p1 = 3600000
-- p2 = 1770021000000
-- p3 = 7
-- p4 = "UTC"
-- p5 = 1770029999999
-- p6 = 1770030000000
-- p7 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, count() AS `n`, count() AS `value`
FROM (SELECT greatest(({p0:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p0:Int64}), {p1:Int64}) * {p1:Int64})), {p2:Int64}) AS `b`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p4:String})) AND (`name` = {p7:String}))) AS `r`
GROUP BY GROUPING SETS ((`b`), ())
