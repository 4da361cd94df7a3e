-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p1 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p2 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p3 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p4 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p5 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p6 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p7 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p8 = 1
-- p9 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p10 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p11 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p12 = [1771196400000,1771801200000,1772406000000,1773010800000,1773615600000,1774220400000]
-- p13 = 0
-- p14 = [1771196400000,1771801200000]
-- p15 = 7
-- p16 = 0
-- p17 = "UTC"
-- p18 = 1772406000000
-- p19 = "Signed up"
-- p20 = 1771196400000
-- p21 = 1773615600000
-- p22 = "Visited"
SELECT `of_all`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, arrayPushFront(arrayMap(((`p`) -> toInt64(`p`)), bitPositionsToArray(`r`.`mask`)), toInt64((-1))) AS `hits`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, any(`v`.`cohort`) AS `cohort`, groupBitOr(if(((toInt64(`r`.`t`) >= `v`.`birth`) AND (((toInt64(indexOf({p0:Array(Int64)}, roundDown(toInt64(`r`.`t`), {p1:Array(Int64)}))) - toInt64(indexOf({p2:Array(Int64)}, roundDown(`v`.`birth`, {p3:Array(Int64)})))) >= 0) AND ((toInt64(indexOf({p4:Array(Int64)}, roundDown(toInt64(`r`.`t`), {p5:Array(Int64)}))) - toInt64(indexOf({p6:Array(Int64)}, roundDown(`v`.`birth`, {p7:Array(Int64)})))) < 3))), bitShiftLeft({p8:UInt64}, toUInt8((toInt64(indexOf({p9:Array(Int64)}, roundDown(toInt64(`r`.`t`), {p10:Array(Int64)}))) - toInt64(indexOf({p11:Array(Int64)}, roundDown(`v`.`birth`, {p12:Array(Int64)})))))), {p13:UInt64})) AS `mask`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p15:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p17:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p21:Int64}, {p17:String}))) AND (`time` >= fromUnixTimestamp64Milli({p20:Int64}, {p17:String})) AND (`time` < fromUnixTimestamp64Milli({p21:Int64}, {p17:String})) AND (`name` = {p22:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p15:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` RIGHT JOIN (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, roundDown(`r`.`birth`, {p14:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p15:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p17:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p17:String}))) AND (`time` >= fromUnixTimestamp64Milli({p16:Int64}, {p17:String})) AND (`time` < fromUnixTimestamp64Milli({p18:Int64}, {p17:String})) AND (`name` = {p19:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p15:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p20:Int64})) AS `r`) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `cohort`, `bucket`
