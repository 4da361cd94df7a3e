-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000,1770246000000,1770332400000,1770418800000,1770505200000]
-- p1 = 7
-- p2 = {"identifier":"properties.key_amount"}
-- p3 = 1769986800000
-- p4 = "UTC"
-- p5 = 1770418799999
-- p6 = 1770418800000
-- p7 = "Visited"
-- p8 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p9 = [1769986800000,1770073200000,1770159600000]
-- p10 = 1770245999999
-- p11 = 1770246000000
-- p12 = "Signed up"
SELECT `of_all`, `cohort`, `bucket`, uniqExact(`u`) AS `n`, sum(`x`) AS `sum`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`cohort` AS `cohort`, `r`.`u` AS `u`, if((((toInt64(indexOf({p0:Array(Int64)}, roundDown(`v`.`t`, {p0:Array(Int64)}))) - toInt64(indexOf({p0:Array(Int64)}, roundDown(`r`.`birth`, {p0:Array(Int64)})))) >= 0) AND ((toInt64(indexOf({p0:Array(Int64)}, roundDown(`v`.`t`, {p0:Array(Int64)}))) - toInt64(indexOf({p0:Array(Int64)}, roundDown(`r`.`birth`, {p0:Array(Int64)})))) < 3)), toInt64((toInt64(indexOf({p0:Array(Int64)}, roundDown(`v`.`t`, {p0:Array(Int64)}))) - toInt64(indexOf({p0:Array(Int64)}, roundDown(`r`.`birth`, {p0:Array(Int64)}))))), toInt64((-1))) AS `bucket`, `v`.`x` AS `x`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, toUInt8(1) AS `of_all`
FROM (SELECT `u`, `cohort`, min(`t`) AS `birth`
FROM (SELECT `r`.`cohort` AS `cohort`, `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p9:Array(Int64)}) AS `cohort`, toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p11:Int64}, {p4:String})) AND (`name` = {p12:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p1:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`, `cohort`) AS `r`) AS `r` INNER JOIN (SELECT `r`.`t` AS `t`, `r`.`x` AS `x`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, toFloat64OrZero({p2:Identifier}) AS `x`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p4:String})) AND (`name` = {p7:String}) AND (substring({p2:Identifier}, 1, 1) IN {p8:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p1:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `v` ON (`r`.`u` = `v`.`u`)
WHERE (`v`.`t` >= `r`.`birth`)) AS `r`
WHERE (`bucket` != (-1))
GROUP BY `of_all`, `cohort`, `bucket`
