-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1770073200000]
-- p1 = 7
-- p2 = 1000
-- p3 = 1770073200000
-- p4 = "UTC"
-- p5 = 1770159600000
-- p6 = "Ordered"
SELECT `r`.`u` AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p0:Array(Int64)}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = {p2:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p4:String})) AND (`name` = {p6:String}))) AS `r`
