-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [-1,0,1,2]
-- p1 = [1769986800000,1770073200000,1770159600000]
-- p2 = 1
-- p3 = 86400000
-- p4 = 7
-- p5 = 1000
-- p6 = 0
-- p7 = "UTC"
-- p8 = 1770245999999
-- p9 = 1770246000000
-- p10 = "Signed up"
-- p11 = "plan"
-- p12 = "\"pro\""
-- p13 = 1769986800000
-- p14 = 1770505199999
-- p15 = 1770505200000
-- p16 = "Visited"
SELECT `of_all`, `cohort`, tupleElement(`told`, 1) AS `bucket`, tupleElement(`told`, 2) AS `n`
FROM (SELECT `of_all`, `cohort`, arrayJoin(arrayZip({p0:Array(Int64)}, arrayPushFront(sumForEach(arrayMap(((`p`) -> bitTest(`r`.`mask`, `p`)), range(3))), count()))) AS `told`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, roundDown(`r`.`birth`, {p1:Array(Int64)}) AS `cohort`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, groupBitOrIf(bitShiftLeft({p2:UInt64}, toUInt8(intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p3:Int64}))), ((toInt64(`r`.`t`) >= `v`.`birth`) AND ((intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p3:Int64}) >= 0) AND (intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p3:Int64}) < 3)))) AS `mask`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p5:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p7:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p13:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p15:Int64}, {p7:String})) AND (`name` = {p16:String}) AND (tuple(`event_id`, `unit_hash`) IN (SELECT `event_id`, `unit_hash`
FROM (SELECT `r`.`event_id` AS `event_id`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `v`.`value` AS `as_of_0`
FROM (SELECT `event_id`, `unit_hash`, `time`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p5:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p7:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p13:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p15:Int64}, {p7:String})))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p4:UInt32}) AND (`group_key` = {p5:UInt32}) AND (`name` = {p11:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`)))
WHERE (`as_of_0` = {p12:String}))))) AS `r` RIGHT JOIN (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p5:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p6:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p7:String})) AND (`name` = {p10:String}) AND (tuple(`event_id`, `unit_hash`) IN (SELECT `event_id`, `unit_hash`
FROM (SELECT `r`.`event_id` AS `event_id`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `v`.`value` AS `as_of_0`
FROM (SELECT `event_id`, `unit_hash`, `time`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p5:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p6:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p7:String})))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p4:UInt32}) AND (`group_key` = {p5:UInt32}) AND (`name` = {p11:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`)))
WHERE (`as_of_0` = {p12:String}))))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p13:Int64})) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `cohort`)
