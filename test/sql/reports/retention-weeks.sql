-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p1 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p2 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p3 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p4 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p5 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p6 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p7 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p8 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p9 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p10 = 7
-- p11 = 1771196400000
-- p12 = "UTC"
-- p13 = 1773615600000
-- p14 = "Visited"
-- p15 = [1771196400000,1771801200000]
-- p16 = 0
-- p17 = 1772406000000
-- p18 = "Signed up"
SELECT `of_all`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, arrayDistinct(arrayPushFront(arrayMap(((`p`) -> if((tupleElement(`p`, 2) >= `r`.`birth`), if((((toInt64(indexOf({p0:Array(Int64)}, tupleElement(`p`, 1))) - toInt64(indexOf({p1:Array(Int64)}, roundDown(`r`.`birth`, {p2:Array(Int64)})))) >= 0) AND ((toInt64(indexOf({p3:Array(Int64)}, tupleElement(`p`, 1))) - toInt64(indexOf({p4:Array(Int64)}, roundDown(`r`.`birth`, {p5:Array(Int64)})))) < 3)), toInt64((toInt64(indexOf({p6:Array(Int64)}, tupleElement(`p`, 1))) - toInt64(indexOf({p7:Array(Int64)}, roundDown(`r`.`birth`, {p8:Array(Int64)}))))), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`), toInt64((-1)))) AS `hits`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, roundDown(`r`.`birth`, {p15:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p12:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p12:String}))) AND (`time` >= fromUnixTimestamp64Milli({p16:Int64}, {p12:String})) AND (`time` < fromUnixTimestamp64Milli({p17:Int64}, {p12:String})) AND (`name` = {p18:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p10:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p11:Int64})) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, groupArray(tuple(`period`, `latest`)) AS `all_returns`
FROM (SELECT `r`.`u` AS `u`, roundDown(`r`.`t`, {p9:Array(Int64)}) AS `period`, min(`r`.`t`) AS `earliest`, max(`r`.`t`) AS `latest`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p12:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p12:String}))) AND (`time` >= fromUnixTimestamp64Milli({p11:Int64}, {p12:String})) AND (`time` < fromUnixTimestamp64Milli({p13:Int64}, {p12:String})) AND (`name` = {p14:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p10:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `r`.`u`, `period`) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `cohort`, `bucket`
