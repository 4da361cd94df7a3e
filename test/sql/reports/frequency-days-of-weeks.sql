-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = [1769986800000]
-- p2 = [1769986800000,1770073200000,1770159600000]
-- p3 = 1769986800000
-- p4 = "UTC"
-- p5 = 1770246000000
-- p6 = "Visited"
SELECT `of_all`, `b`, `times`, count() AS `units`
FROM (SELECT toUInt8(1) AS `of_all`, `b`, `u`, uniqExact(`part`) AS `times`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p1:Array(Int64)}) AS `b`, roundDown(toUnixTimestamp64Milli(`time`), {p2:Array(Int64)}) AS `part`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p4:String})) AND (`name` = {p6:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY GROUPING SETS ((`b`, `u`))) AS `r`
GROUP BY `of_all`, `b`, `times`
