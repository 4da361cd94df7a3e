-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = [1769986800000,1770073200000,1770159600000]
-- p3 = 7
-- p4 = {"identifier":"properties.key_plan"}
-- p5 = "["
-- p6 = "null"
-- p7 = ["]","}"]
-- p8 = ["[","]","{","}"]
-- p9 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p10 = ["[","{"]
-- p11 = ["]","}"]
-- p12 = 0
-- p13 = "UTC"
-- p14 = 1770245999999
-- p15 = 1770246000000
-- p16 = "Signed up"
-- p17 = 1769986800000
SELECT count() AS `segments`, arrayMap(((`one`) -> array(tupleElement(`one`, 2))), arraySlice(arraySort(groupArray(tuple(negate(ifNull(toFloat64(`born`), (-9007199254740991))), `s0`))), 1, 10)) AS `largest`
FROM (SELECT `of_all`, `s0`, count() AS `born`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, roundDown(`r`.`birth`, {p2:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `actor`, if(startsWith({p4:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p4:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p7:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p4:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p4:Identifier}, {p9:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p10:Array(String)})) - toInt32((`e` IN {p11:Array(String)})))), extractAll({p4:Identifier}, {p9:String})))]), 1), [{p4:Identifier}]))), [if(notEmpty(if(({p4:Identifier} = {p6:String}), {p0:String}, {p4:Identifier})), {p4:Identifier}, {p0:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p13:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p13:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p12:Int64}, {p13:String})) AND (`time` < fromUnixTimestamp64Milli({p15:Int64}, {p13:String})) AND (`name` = {p16:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p3:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p17:Int64})) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`)
WHERE (`of_all` = 0)
