-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 86400000
-- p1 = [0,1,3,7]
-- p2 = [0,1,3,7]
-- p3 = [0,1,3,7]
-- p4 = [0,1,3,7]
-- p5 = [0,1,3,7]
-- p6 = [0,1,3,7]
-- p7 = 7
-- p8 = 1769986800000
-- p9 = "UTC"
-- p10 = 1770850800000
-- p11 = "Visited"
-- p12 = [1769986800000,1770073200000,1770159600000]
-- p13 = 0
-- p14 = 1770246000000
-- p15 = "Signed up"
SELECT `of_all`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, arrayDistinct(arrayPushFront(arrayConcat(arrayMap(((`p`) -> if((tupleElement(`p`, 1) >= `r`.`birth`), if((((arrayCount(((`bound`) -> (`bound` <= intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p0:Int64}))), {p1:Array(Int64)}) - 1) >= 0) AND ((arrayCount(((`bound`) -> (`bound` <= intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p0:Int64}))), {p2:Array(Int64)}) - 1) < 3)), toInt64((arrayCount(((`bound`) -> (`bound` <= intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p0:Int64}))), {p3:Array(Int64)}) - 1)), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`), arrayMap(((`p`) -> if((tupleElement(`p`, 2) >= `r`.`birth`), if((((arrayCount(((`bound`) -> (`bound` <= intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p0:Int64}))), {p4:Array(Int64)}) - 1) >= 0) AND ((arrayCount(((`bound`) -> (`bound` <= intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p0:Int64}))), {p5:Array(Int64)}) - 1) < 3)), toInt64((arrayCount(((`bound`) -> (`bound` <= intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p0:Int64}))), {p6:Array(Int64)}) - 1)), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`)), toInt64((-1)))) AS `hits`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, roundDown(`r`.`birth`, {p12:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p7:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p9:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p9:String}))) AND (`time` >= fromUnixTimestamp64Milli({p13:Int64}, {p9:String})) AND (`time` < fromUnixTimestamp64Milli({p14:Int64}, {p9:String})) AND (`name` = {p15:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p7:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p8:Int64})) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, groupArray(tuple(`earliest`, `latest`)) AS `all_returns`
FROM (SELECT `r`.`u` AS `u`, intDiv(`r`.`t`, {p0:Int64}) AS `period`, min(`r`.`t`) AS `earliest`, max(`r`.`t`) AS `latest`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p7:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p9:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p9:String}))) AND (`time` >= fromUnixTimestamp64Milli({p8:Int64}, {p9:String})) AND (`time` < fromUnixTimestamp64Milli({p10:Int64}, {p9:String})) AND (`name` = {p11:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p7:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `r`.`u`, `period`) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `cohort`, `bucket`
