-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 86400000
-- p1 = 7
-- p2 = 1000
-- p3 = 1769986800000
-- p4 = "UTC"
-- p5 = 1770505200000
-- p6 = "Visited"
-- p7 = "plan"
-- p8 = "\"pro\""
-- p9 = [1769986800000,1770073200000,1770159600000]
-- p10 = 0
-- p11 = 1770246000000
-- p12 = "Signed up"
SELECT `of_all`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, arrayDistinct(arrayPushFront(arrayConcat(arrayMap(((`p`) -> if((tupleElement(`p`, 1) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p0:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p0:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p0:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`), arrayMap(((`p`) -> if((tupleElement(`p`, 2) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p0:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p0:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p0:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`)), toInt64((-1)))) AS `hits`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, roundDown(`r`.`birth`, {p9:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = {p2:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p11:Int64}, {p4:String})) AND (`name` = {p12:String}) AND (tuple(`event_id`, `unit_hash`) IN (SELECT `event_id`, `unit_hash`
FROM (SELECT `r`.`event_id` AS `event_id`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `v`.`value` AS `as_of_0`
FROM (SELECT `event_id`, `unit_hash`, `time`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = {p2:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p11:Int64}, {p4:String})))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p1:UInt32}) AND (`group_key` = {p2:UInt32}) AND (`name` = {p7:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`)))
WHERE (`as_of_0` = {p8:String}))))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p3:Int64})) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, groupArray(tuple(`earliest`, `latest`)) AS `all_returns`
FROM (SELECT `r`.`u` AS `u`, intDiv(`r`.`t`, {p0:Int64}) AS `period`, min(`r`.`t`) AS `earliest`, max(`r`.`t`) AS `latest`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = {p2:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p4:String})) AND (`name` = {p6:String}) AND (tuple(`event_id`, `unit_hash`) IN (SELECT `event_id`, `unit_hash`
FROM (SELECT `r`.`event_id` AS `event_id`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, `v`.`value` AS `as_of_0`
FROM (SELECT `event_id`, `unit_hash`, `time`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = {p2:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p4:String})))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p1:UInt32}) AND (`group_key` = {p2:UInt32}) AND (`name` = {p7:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`)))
WHERE (`as_of_0` = {p8:String}))))) AS `r`
GROUP BY `r`.`u`, `period`) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `cohort`, `bucket`
