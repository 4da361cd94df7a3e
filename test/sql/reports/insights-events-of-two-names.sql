-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 7
-- p2 = 1769986800000
-- p3 = "UTC"
-- p4 = 1770246000000
-- p5 = ["Ordered","Returned"]
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, count() AS `n`, count() AS `value`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p0:Array(Int64)}) AS `b`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p3:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p3:String}))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) AND (`time` < fromUnixTimestamp64Milli({p4:Int64}, {p3:String})) AND (`name` IN {p5:Array(String)}))) AS `r`
GROUP BY GROUPING SETS ((`b`), ())
