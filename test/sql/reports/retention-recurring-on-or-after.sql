-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 86400000
-- p1 = 7
-- p2 = 1769986800000
-- p3 = "UTC"
-- p4 = 5648745600000
-- p5 = 9782640000000
-- p6 = "Visited"
-- p7 = [1769986800000,1770073200000,1770159600000]
-- p8 = 1770245999999
-- p9 = 1770246000000
-- p10 = "Signed up"
SELECT `of_all`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, arrayDistinct(array(toInt64((-1)), if((toInt64(`v`.`last_return`) >= `r`.`birth`), least(toInt64(intDiv((toInt64(`v`.`last_return`) - `r`.`birth`), {p0:Int64})), toInt64(2)), toInt64((-1))))) AS `hits`
FROM (SELECT `u`, `cohort`, min(`t`) AS `birth`
FROM (SELECT `r`.`cohort` AS `cohort`, `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p7:Array(Int64)}) AS `cohort`, toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p3:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p3:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p3:String})) AND (`name` = {p10:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p1:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`, `cohort`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, max(`t`) AS `last_return`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p3:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p3:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) AND (`name` = {p6:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p1:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `cohort`, `bucket`
