-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = [1769986800000,1770073200000,1770159600000]
-- p2 = 1769986800000
-- p3 = "UTC"
-- p4 = 1770246000000
-- p5 = "Ordered"
-- p6 = "Opened"
-- p7 = 1769774400000
-- p8 = 1772366400001
-- p9 = 3
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p1:Array(Int64)}) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p3:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p3:String}))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) AND (`time` < fromUnixTimestamp64Milli({p4:Int64}, {p3:String})) AND (`name` = {p5:String}) AND ((`unit_hash` IN (SELECT if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `user_hash`
FROM (SELECT `actor_hash`, count() AS `n`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`name` = {p6:String}) AND (`time` >= fromUnixTimestamp64Milli({p7:Int64}, {p3:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p3:String})))
GROUP BY `actor_hash`) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`)
GROUP BY if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`)
HAVING (sum(`a`.`n`) >= {p9:UInt64}))) OR (`unit_hash` IN (SELECT `device_hash` AS `hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`user_hash` IN (SELECT if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `user_hash`
FROM (SELECT `actor_hash`, count() AS `n`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`name` = {p6:String}) AND (`time` >= fromUnixTimestamp64Milli({p7:Int64}, {p3:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p3:String})))
GROUP BY `actor_hash`) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`)
GROUP BY if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`)
HAVING (sum(`a`.`n`) >= {p9:UInt64}))))))))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY GROUPING SETS ((`b`), ())
