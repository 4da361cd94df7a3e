-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1772319600000
-- p1 = 1771801200000
-- p2 = 7
-- p3 = 1000
-- p4 = 1769814000000
-- p5 = "UTC"
-- p6 = 1772405999999
-- p7 = 1772406000000
-- p8 = "acme"
-- p9 = "beta"
SELECT `r`.`own` AS `own`, toFloat64(uniqExactIf(`r`.`u`, (`r`.`ms` >= {p0:Int64}))) AS `dailyActiveUsers`, toFloat64(uniqExactIf(`r`.`u`, (`r`.`ms` >= {p1:Int64}))) AS `weeklyActiveUsers`, toFloat64(uniqExact(`r`.`u`)) AS `monthlyActiveUsers`, toFloat64(count()) AS `events`, toFloat64((count() / uniqExact(`r`.`u`))) AS `eventsPerUser`
FROM (SELECT `r`.`own` AS `own`, `r`.`ms` AS `ms`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `own`, toUnixTimestamp64Milli(`time`) AS `ms`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = {p3:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p5:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p7:Int64}, {p5:String})) AND (`unit_hash` IN tuple(sipHash64({p3:UInt32}, {p8:String}), sipHash64({p3:UInt32}, {p9:String}))))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `own`
