-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 1000
-- p2 = 7
-- p3 = 1769986800000
-- p4 = "UTC"
-- p5 = 1770246000000
-- p6 = "Ordered"
SELECT `r`.`u` AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p0:Array(Int64)}) AS `b`, arrayJoin(arrayFilter(((`g`, `k`) -> (`k` = {p1:UInt32})), `group_hashes`, `group_keys`)) AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p4:String})) AND (`name` = {p6:String}) AND has(`group_keys`, {p1:UInt32}))) AS `r`
