-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1769986800000
-- p2 = "UTC"
-- p3 = 1770245999999
-- p4 = 1770246000000
-- p5 = "Ordered"
SELECT toUInt8(1) AS `of_range`, toUInt8(1) AS `of_all`, count() AS `n`, count() AS `value`
FROM (SELECT 1 AS `one`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p1:Int64}, {p2:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p2:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p1:Int64}, {p2:String})) AND (`time` < fromUnixTimestamp64Milli({p4:Int64}, {p2:String})) AND (`name` = {p5:String}))) AS `r`
