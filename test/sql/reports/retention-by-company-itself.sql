-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [-1,0,1,2]
-- p1 = "\"acme\""
-- p2 = " other"
-- p3 = ""
-- p4 = [0,1]
-- p5 = [1769986800000,1770073200000,1770159600000]
-- p6 = 1
-- p7 = 86400000
-- p8 = 7
-- p9 = 1000
-- p10 = 0
-- p11 = "UTC"
-- p12 = 1770245999999
-- p13 = 1770246000000
-- p14 = "Signed up"
-- p15 = 1769986800000
-- p16 = 1770505199999
-- p17 = 1770505200000
-- p18 = "Visited"
SELECT `of_all`, `s0`, `cohort`, tupleElement(`told`, 1) AS `bucket`, tupleElement(`told`, 2) AS `n`
FROM (SELECT `of_all`, `s0`, `cohort`, arrayJoin(arrayZip({p0:Array(Int64)}, arrayPushFront(sumForEach(arrayMap(((`p`) -> bitTest(`r`.`mask`, `p`)), range(3))), count()))) AS `told`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p3:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, arrayJoin({p4:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`mask` AS `mask`, roundDown(`r`.`birth`, {p5:Array(Int64)}) AS `cohort`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, any(`v`.`segments_0`) AS `segments_0`, groupBitOrIf(bitShiftLeft({p6:UInt64}, toUInt8(intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p7:Int64}))), ((toInt64(`r`.`t`) >= `v`.`birth`) AND ((intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p7:Int64}) >= 0) AND (intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p7:Int64}) < 3)))) AS `mask`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p8:UInt32}) AND (`scope` = {p9:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p11:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p11:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p15:Int64}, {p11:String})) AND (`time` < fromUnixTimestamp64Milli({p17:Int64}, {p11:String})) AND (`name` = {p18:String}))) AS `r` RIGHT JOIN (SELECT `u`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `u`, array(toJSONString(arrayElement(`group_ids`, indexOf(`group_hashes`, `unit_hash`)))) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p8:UInt32}) AND (`scope` = {p9:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p11:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p11:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p11:String})) AND (`time` < fromUnixTimestamp64Milli({p13:Int64}, {p11:String})) AND (`name` = {p14:String}))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p15:Int64})) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `cohort`)
