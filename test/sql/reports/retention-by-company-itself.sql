-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"acme\""
-- p1 = " other"
-- p2 = ""
-- p3 = [0,1]
-- p4 = 86400000
-- p5 = 7
-- p6 = 1000
-- p7 = 1769986800000
-- p8 = "UTC"
-- p9 = 1770505200000
-- p10 = "Visited"
-- p11 = [1769986800000,1770073200000,1770159600000]
-- p12 = 0
-- p13 = 1770246000000
-- p14 = "Signed up"
SELECT `of_all`, `s0`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p0:String})]), `r`.`s0`, {p1:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, arrayDistinct(arrayPushFront(arrayConcat(arrayMap(((`p`) -> if((tupleElement(`p`, 1) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p4:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p4:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p4:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`), arrayMap(((`p`) -> if((tupleElement(`p`, 2) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p4:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p4:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p4:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`)), toInt64((-1)))) AS `hits`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, roundDown(`r`.`birth`, {p11:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `u`, array(toJSONString(arrayElement(`group_ids`, indexOf(`group_hashes`, `unit_hash`)))) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p6:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p8:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p8:String}))) AND (`time` >= fromUnixTimestamp64Milli({p12:Int64}, {p8:String})) AND (`time` < fromUnixTimestamp64Milli({p13:Int64}, {p8:String})) AND (`name` = {p14:String}))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p7:Int64})) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, groupArray(tuple(`earliest`, `latest`)) AS `all_returns`
FROM (SELECT `r`.`u` AS `u`, intDiv(`r`.`t`, {p4:Int64}) AS `period`, min(`r`.`t`) AS `earliest`, max(`r`.`t`) AS `latest`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p6:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p8:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p8:String}))) AND (`time` >= fromUnixTimestamp64Milli({p7:Int64}, {p8:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p8:String})) AND (`name` = {p10:String}))) AS `r`
GROUP BY `r`.`u`, `period`) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `cohort`, `bucket`
