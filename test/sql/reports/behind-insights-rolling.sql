-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1769814000000
-- p2 = 86400000
-- p3 = "UTC"
-- p4 = 1770073199999
-- p5 = 1770073200000
-- p6 = "Ordered"
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p1:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p1:Int64}), {p2:Int64}) * {p2:Int64})) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p1:Int64}, {p3:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p3:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p1:Int64}, {p3:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) AND (`name` = {p6:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
