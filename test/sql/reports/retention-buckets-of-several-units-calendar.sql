-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000,1770246000000,1770332400000,1770418800000,1770505200000,1770591600000,1770678000000,1770764400000,1770850800000]
-- p1 = [1,3,7]
-- p2 = 1
-- p3 = 0
-- p4 = [1769986800000,1770073200000,1770159600000]
-- p5 = 7
-- p6 = 0
-- p7 = "UTC"
-- p8 = 1770246000000
-- p9 = "Signed up"
-- p10 = 1769986800000
-- p11 = 1770764400000
-- p12 = "Visited"
SELECT `of_all`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, arrayPushFront(arrayMap(((`p`) -> toInt64(`p`)), bitPositionsToArray(`r`.`mask`)), toInt64((-1))) AS `hits`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, any(`v`.`cohort`) AS `cohort`, groupBitOr(if(((toInt64(`r`.`t`) >= `v`.`birth`) AND (((arrayCount(((`bound`) -> (`bound` <= (toInt64(indexOf({p0:Array(Int64)}, roundDown(toInt64(`r`.`t`), {p0:Array(Int64)}))) - toInt64(indexOf({p0:Array(Int64)}, roundDown(`v`.`birth`, {p0:Array(Int64)})))))), {p1:Array(Int64)}) - 1) >= 0) AND ((arrayCount(((`bound`) -> (`bound` <= (toInt64(indexOf({p0:Array(Int64)}, roundDown(toInt64(`r`.`t`), {p0:Array(Int64)}))) - toInt64(indexOf({p0:Array(Int64)}, roundDown(`v`.`birth`, {p0:Array(Int64)})))))), {p1:Array(Int64)}) - 1) < 2))), bitShiftLeft({p2:UInt64}, toUInt8((arrayCount(((`bound`) -> (`bound` <= (toInt64(indexOf({p0:Array(Int64)}, roundDown(toInt64(`r`.`t`), {p0:Array(Int64)}))) - toInt64(indexOf({p0:Array(Int64)}, roundDown(`v`.`birth`, {p0:Array(Int64)})))))), {p1:Array(Int64)}) - 1))), {p3:UInt64})) AS `mask`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p7:String}))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p11:Int64}, {p7:String})) AND (`name` = {p12:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` RIGHT JOIN (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, roundDown(`r`.`birth`, {p4:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))) AND (`time` >= fromUnixTimestamp64Milli({p6:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p7:String})) AND (`name` = {p9:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p10:Int64})) AS `r`) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `cohort`, `bucket`
