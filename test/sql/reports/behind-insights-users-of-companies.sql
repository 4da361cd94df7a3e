-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1770073200000
-- p2 = 86400000
-- p3 = 1000
-- p4 = "UTC"
-- p5 = 1770159599999
-- p6 = 1770159600000
-- p7 = "Ordered"
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p1:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p1:Int64}), {p2:Int64}) * {p2:Int64})) AS `b`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = {p3:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p1:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p1:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p4:String})) AND (`name` = {p7:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
