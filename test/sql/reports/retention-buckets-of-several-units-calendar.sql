-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [-1,0,1]
-- p1 = [1769986800000,1770073200000,1770159600000]
-- p2 = 1
-- p3 = [1769986800000,1770073200000,1770159600000,1770246000000,1770332400000,1770418800000,1770505200000,1770591600000,1770678000000,1770764400000,1770850800000]
-- p4 = [1,3,7]
-- p5 = 7
-- p6 = 0
-- p7 = "UTC"
-- p8 = 1770245999999
-- p9 = 1770246000000
-- p10 = "Signed up"
-- p11 = 1769986800000
-- p12 = 1770764399999
-- p13 = 1770764400000
-- p14 = "Visited"
SELECT `of_all`, `cohort`, tupleElement(`told`, 1) AS `bucket`, tupleElement(`told`, 2) AS `n`
FROM (SELECT `of_all`, `cohort`, arrayJoin(arrayZip({p0:Array(Int64)}, arrayPushFront(sumForEach(arrayMap(((`p`) -> bitTest(`r`.`mask`, `p`)), range(2))), count()))) AS `told`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, roundDown(`r`.`birth`, {p1:Array(Int64)}) AS `cohort`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, groupBitOrIf(bitShiftLeft({p2:UInt64}, toUInt8((arrayCount(((`bound`) -> (`bound` <= (toInt64(indexOf({p3:Array(Int64)}, roundDown(toInt64(`r`.`t`), {p3:Array(Int64)}))) - toInt64(indexOf({p3:Array(Int64)}, roundDown(`v`.`birth`, {p3:Array(Int64)})))))), {p4:Array(Int64)}) - 1))), ((toInt64(`r`.`t`) >= `v`.`birth`) AND (((arrayCount(((`bound`) -> (`bound` <= (toInt64(indexOf({p3:Array(Int64)}, roundDown(toInt64(`r`.`t`), {p3:Array(Int64)}))) - toInt64(indexOf({p3:Array(Int64)}, roundDown(`v`.`birth`, {p3:Array(Int64)})))))), {p4:Array(Int64)}) - 1) >= 0) AND ((arrayCount(((`bound`) -> (`bound` <= (toInt64(indexOf({p3:Array(Int64)}, roundDown(toInt64(`r`.`t`), {p3:Array(Int64)}))) - toInt64(indexOf({p3:Array(Int64)}, roundDown(`v`.`birth`, {p3:Array(Int64)})))))), {p4:Array(Int64)}) - 1) < 2)))) AS `mask`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p7:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p11:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p13:Int64}, {p7:String})) AND (`name` = {p14:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` RIGHT JOIN (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p6:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p7:String})) AND (`name` = {p10:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p11:Int64})) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `cohort`)
