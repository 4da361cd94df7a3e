-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [-1,0,1,2]
-- p1 = [1769900400000,1772319600000]
-- p2 = 1
-- p3 = 2592000000
-- p4 = 7
-- p5 = 0
-- p6 = "UTC"
-- p7 = 1774994399999
-- p8 = 1774994400000
-- p9 = "Signed up"
-- p10 = 1769900400000
-- p11 = 1782770399999
-- p12 = 1782770400000
-- p13 = "Visited"
SELECT `of_all`, `cohort`, tupleElement(`told`, 1) AS `bucket`, tupleElement(`told`, 2) AS `n`
FROM (SELECT `of_all`, `cohort`, arrayJoin(arrayZip({p0:Array(Int64)}, arrayPushFront(sumForEach(arrayMap(((`p`) -> bitTest(`r`.`mask`, `p`)), range(3))), count()))) AS `told`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, roundDown(`r`.`birth`, {p1:Array(Int64)}) AS `cohort`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, groupBitOrIf(bitShiftLeft({p2:UInt64}, toUInt8(intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p3:Int64}))), ((toInt64(`r`.`t`) >= `v`.`birth`) AND ((intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p3:Int64}) >= 0) AND (intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p3:Int64}) < 3)))) AS `mask`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p6:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p12:Int64}, {p6:String})) AND (`name` = {p13:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` RIGHT JOIN (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p6:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p5:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p6:String})) AND (`name` = {p9:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p10:Int64})) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `cohort`)
