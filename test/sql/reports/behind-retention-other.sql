-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = 86400000
-- p3 = 7
-- p4 = 1769986800000
-- p5 = "UTC"
-- p6 = 1770505199999
-- p7 = 1770505200000
-- p8 = "Visited"
-- p9 = [1769986800000,1770073200000,1770159600000]
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = "["
-- p12 = "null"
-- p13 = ["]","}"]
-- p14 = ["[","]","{","}"]
-- p15 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p16 = ["[","{"]
-- p17 = ["]","}"]
-- p18 = 1770245999999
-- p19 = 1770246000000
-- p20 = "Signed up"
-- p21 = [0,1]
-- p22 = [1769986800000,1770073200000,1770159600000]
-- p23 = ["[","{"]
-- p24 = ["]","}"]
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`hits` AS `hits`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, arrayDistinct(arrayPushFront(arrayConcat(arrayMap(((`p`) -> if((tupleElement(`p`, 1) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p2:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p2:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p2:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`), arrayMap(((`p`) -> if((tupleElement(`p`, 2) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p2:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p2:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p2:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`)), toInt64((-1)))) AS `hits`
FROM (SELECT `u`, `cohort`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT `r`.`cohort` AS `cohort`, `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p9:Array(Int64)}) AS `cohort`, toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `actor`, if(startsWith({p10:Identifier}, {p11:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p12:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p10:Identifier}, {p11:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p13:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p14:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p14:Array(String)}))), `tokens`), [{p10:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p10:Identifier}, {p15:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p16:Array(String)})) - toInt32((`e` IN {p17:Array(String)})))), extractAll({p10:Identifier}, {p15:String})))]), 1), [{p10:Identifier}]))), [if(notEmpty(if(({p10:Identifier} = {p12:String}), {p0:String}, {p10:Identifier})), {p10:Identifier}, {p0:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p5:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p19:Int64}, {p5:String})) AND (`name` = {p20:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p3:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`, `cohort`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, groupArray(tuple(`earliest`, `latest`)) AS `all_returns`
FROM (SELECT `r`.`u` AS `u`, intDiv(`r`.`t`, {p2:Int64}) AS `period`, min(`r`.`t`) AS `earliest`, max(`r`.`t`) AS `latest`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p5:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p7:Int64}, {p5:String})) AND (`name` = {p8:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p3:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `r`.`u`, `period`) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`) AS `r`) AS `r`) AS `r`
WHERE ((`r`.`cohort` = {p4:Int64}) AND has(`r`.`hits`, 1))) AS `r`
WHERE ((`r`.`of_all` = 0) AND (NOT (`r`.`s0` IN (SELECT `s0`
FROM (SELECT `of_all`, `s0`, count() AS `born`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, arrayJoin({p21:Array(UInt32)}) AS `of_all`
FROM (SELECT `u`, `cohort`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT `r`.`cohort` AS `cohort`, `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p22:Array(Int64)}) AS `cohort`, toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `actor`, if(startsWith({p10:Identifier}, {p11:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p12:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p10:Identifier}, {p11:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p13:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p14:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p14:Array(String)}))), `tokens`), [{p10:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p10:Identifier}, {p15:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p23:Array(String)})) - toInt32((`e` IN {p24:Array(String)})))), extractAll({p10:Identifier}, {p15:String})))]), 1), [{p10:Identifier}]))), [if(notEmpty(if(({p10:Identifier} = {p12:String}), {p0:String}, {p10:Identifier})), {p10:Identifier}, {p0:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p5:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p19:Int64}, {p5:String})) AND (`name` = {p20:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p3:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`, `cohort`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`)
WHERE (`of_all` = 0)
ORDER BY ifNull(toFloat64(`born`), (-9007199254740991)) DESC, `s0` ASC
LIMIT 10))))) AS `r`
