-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000]
-- p1 = [1769986800000,1770073200000,1770159600000]
-- p2 = 7
-- p3 = 1000
-- p4 = 1769986800000
-- p5 = "UTC"
-- p6 = 1770246000000
-- p7 = "Visited"
SELECT `of_all`, `b`, `times`, count() AS `units`
FROM (SELECT toUInt8(1) AS `of_all`, `b`, `u`, uniqExact(`part`) AS `times`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p0:Array(Int64)}) AS `b`, roundDown(toUnixTimestamp64Milli(`time`), {p1:Array(Int64)}) AS `part`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = {p3:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p5:String}))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p5:String})) AND (`name` = {p7:String}))) AS `r`
GROUP BY GROUPING SETS ((`b`, `u`))) AS `r`
GROUP BY `of_all`, `b`, `times`
