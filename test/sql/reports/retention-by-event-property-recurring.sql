-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"pro\""
-- p1 = ""
-- p2 = " other"
-- p3 = [0,1]
-- p4 = 86400000
-- p5 = 7
-- p6 = 1769986800000
-- p7 = "UTC"
-- p8 = 1770505199999
-- p9 = 1770505200000
-- p10 = "Visited"
-- p11 = [1769986800000,1770073200000,1770159600000]
-- p12 = {"identifier":"properties.key_plan"}
-- p13 = "["
-- p14 = "null"
-- p15 = ["]","}"]
-- p16 = ["[","]","{","}"]
-- p17 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p18 = ["[","{"]
-- p19 = ["]","}"]
-- p20 = 1770245999999
-- p21 = 1770246000000
-- p22 = "Signed up"
SELECT `of_all`, `s0`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p0:String}), tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p1:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`hits` AS `hits`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, arrayDistinct(arrayPushFront(arrayConcat(arrayMap(((`p`) -> if((tupleElement(`p`, 1) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p4:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p4:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p4:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`), arrayMap(((`p`) -> if((tupleElement(`p`, 2) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p4:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p4:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p4:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`)), toInt64((-1)))) AS `hits`
FROM (SELECT `u`, `cohort`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT `r`.`cohort` AS `cohort`, `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p11:Array(Int64)}) AS `cohort`, toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `actor`, if(startsWith({p12:Identifier}, {p13:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p14:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p12:Identifier}, {p13:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p15:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p16:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p16:Array(String)}))), `tokens`), [{p12:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p12:Identifier}, {p17:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p18:Array(String)})) - toInt32((`e` IN {p19:Array(String)})))), extractAll({p12:Identifier}, {p17:String})))]), 1), [{p12:Identifier}]))), [if(notEmpty(if(({p12:Identifier} = {p14:String}), {p1:String}, {p12:Identifier})), {p12:Identifier}, {p1:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p7:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p6:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p21:Int64}, {p7:String})) AND (`name` = {p22:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`, `cohort`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, groupArray(tuple(`earliest`, `latest`)) AS `all_returns`
FROM (SELECT `r`.`u` AS `u`, intDiv(`r`.`t`, {p4:Int64}) AS `period`, min(`r`.`t`) AS `earliest`, max(`r`.`t`) AS `latest`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p6:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p7:String})) AND (`name` = {p10:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `r`.`u`, `period`) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `cohort`, `bucket`
