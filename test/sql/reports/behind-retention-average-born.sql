-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 86400000
-- p1 = 7
-- p2 = 1769986800000
-- p3 = "UTC"
-- p4 = 1770505199999
-- p5 = 1770505200000
-- p6 = "Visited"
-- p7 = [1769986800000,1770073200000,1770159600000]
-- p8 = 1770245999999
-- p9 = 1770246000000
-- p10 = "Signed up"
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, arrayDistinct(arrayPushFront(arrayConcat(arrayMap(((`p`) -> if((tupleElement(`p`, 1) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p0:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p0:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p0:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`), arrayMap(((`p`) -> if((tupleElement(`p`, 2) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p0:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p0:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p0:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`)), toInt64((-1)))) AS `hits`
FROM (SELECT `u`, `cohort`, min(`t`) AS `birth`
FROM (SELECT `r`.`cohort` AS `cohort`, `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p7:Array(Int64)}) AS `cohort`, toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p3:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p3:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p3:String})) AND (`name` = {p10:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p1:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`, `cohort`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, groupArray(tuple(`earliest`, `latest`)) AS `all_returns`
FROM (SELECT `r`.`u` AS `u`, intDiv(`r`.`t`, {p0:Int64}) AS `period`, min(`r`.`t`) AS `earliest`, max(`r`.`t`) AS `latest`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p2:Int64}, {p3:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p3:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) AND (`name` = {p6:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p1:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `r`.`u`, `period`) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`) AS `r`
WHERE ((`r`.`cohort` < {p9:Int64}) AND 1)) AS `r`
WHERE ((`r`.`of_all` = 1))) AS `r`
