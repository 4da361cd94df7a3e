-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"pro\""
-- p1 = ""
-- p2 = " other"
-- p3 = [0,1]
-- p4 = 86400000
-- p5 = 7
-- p6 = 1000
-- p7 = 1769986800000
-- p8 = "UTC"
-- p9 = 1770505200000
-- p10 = "Visited"
-- p11 = [1769986800000,1770073200000,1770159600000]
-- p12 = "["
-- p13 = "null"
-- p14 = ["]","}"]
-- p15 = ["[","]","{","}"]
-- p16 = ["[","]","{","}"]
-- p17 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p18 = ["[","{"]
-- p19 = ["]","}"]
-- p20 = "plan"
-- p21 = 0
-- p22 = 1770246000000
-- p23 = "Signed up"
SELECT `of_all`, `s0`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p0:String}), tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p1:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, arrayDistinct(arrayPushFront(arrayConcat(arrayMap(((`p`) -> if((tupleElement(`p`, 1) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p4:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p4:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p4:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`), arrayMap(((`p`) -> if((tupleElement(`p`, 2) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p4:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p4:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p4:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`)), toInt64((-1)))) AS `hits`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, roundDown(`r`.`birth`, {p11:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, if(startsWith(`v`.`value`, {p12:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p13:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith(`v`.`value`, {p12:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p14:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p15:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p16:Array(String)}))), `tokens`), [`v`.`value`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`v`.`value`, {p17:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p18:Array(String)})) - toInt32((`e` IN {p19:Array(String)})))), extractAll(`v`.`value`, {p17:String})))]), 1), [`v`.`value`]))), [if(notEmpty(if((`v`.`value` = {p13:String}), {p1:String}, `v`.`value`)), `v`.`value`, {p1:String})]) AS `segments_0`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `u`, `unit_hash` AS `unit_hash`, `time` AS `time`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p6:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p21:Int64}, {p8:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p8:String}))) AND (`time` >= fromUnixTimestamp64Milli({p21:Int64}, {p8:String})) AND (`time` < fromUnixTimestamp64Milli({p22:Int64}, {p8:String})) AND (`name` = {p23:String}))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p5:UInt32}) AND (`group_key` = {p6:UInt32}) AND (`name` = {p20:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))) AS `r`
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
