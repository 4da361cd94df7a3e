-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"acme\""
-- p1 = " other"
-- p2 = ""
-- p3 = [0,1]
-- p4 = 86400000
-- p5 = 1
-- p6 = 0
-- p7 = [1769986800000,1770073200000,1770159600000]
-- p8 = 7
-- p9 = 1000
-- p10 = 0
-- p11 = "UTC"
-- p12 = 1770246000000
-- p13 = "Signed up"
-- p14 = 1769986800000
-- p15 = 1770505200000
-- p16 = "Visited"
SELECT `of_all`, `s0`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p0:String})]), `r`.`s0`, {p1:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, arrayPushFront(arrayMap(((`p`) -> toInt64(`p`)), bitPositionsToArray(`r`.`mask`)), toInt64((-1))) AS `hits`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, any(`v`.`segments_0`) AS `segments_0`, any(`v`.`cohort`) AS `cohort`, groupBitOr(if(((toInt64(`r`.`t`) >= `v`.`birth`) AND ((intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p4:Int64}) >= 0) AND (intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p4:Int64}) < 3))), bitShiftLeft({p5:UInt64}, toUInt8(intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p4:Int64}))), {p6:UInt64})) AS `mask`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p8:UInt32}) AND (`scope` = {p9:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p11:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p11:String}))) AND (`time` >= fromUnixTimestamp64Milli({p14:Int64}, {p11:String})) AND (`time` < fromUnixTimestamp64Milli({p15:Int64}, {p11:String})) AND (`name` = {p16:String}))) AS `r` RIGHT JOIN (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, roundDown(`r`.`birth`, {p7:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `u`, array(toJSONString(arrayElement(`group_ids`, indexOf(`group_hashes`, `unit_hash`)))) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p8:UInt32}) AND (`scope` = {p9:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p11:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p11:String}))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p11:String})) AND (`time` < fromUnixTimestamp64Milli({p12:Int64}, {p11:String})) AND (`name` = {p13:String}))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p14:Int64})) AS `r`) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `cohort`, `bucket`
