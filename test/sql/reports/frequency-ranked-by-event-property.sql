-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1769986800000
-- p2 = 259200000
-- p3 = {"identifier":"properties.key_plan"}
-- p4 = "["
-- p5 = "null"
-- p6 = ""
-- p7 = ["]","}"]
-- p8 = ["[","]","{","}"]
-- p9 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p10 = ["[","{"]
-- p11 = ["]","}"]
-- p12 = "UTC"
-- p13 = 1770245999999
-- p14 = 1770246000000
-- p15 = "Visited"
SELECT count() AS `segments`, arrayMap(((`one`) -> array(tupleElement(`one`, 2))), arraySlice(arraySort(groupArray(tuple(negate(ifNull(toFloat64(`units`), (-9007199254740991))), `s0`))), 1, 10)) AS `largest`
FROM (SELECT toUInt8(0) AS `of_all`, `s0`, uniqExact(`u`) AS `units`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p1:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p1:Int64}), {p2:Int64}) * {p2:Int64})) AS `b`, `unit_hash` AS `actor`, if(startsWith({p3:Identifier}, {p4:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p5:String}), {p6:String}, `v`)), `v`, {p6:String})), if(startsWith({p3:Identifier}, {p4:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p7:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p3:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p3:Identifier}, {p9:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p10:Array(String)})) - toInt32((`e` IN {p11:Array(String)})))), extractAll({p3:Identifier}, {p9:String})))]), 1), [{p3:Identifier}]))), [if(notEmpty(if(({p3:Identifier} = {p5:String}), {p6:String}, {p3:Identifier})), {p3:Identifier}, {p6:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p1:Int64}, {p12:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p12:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p1:Int64}, {p12:String})) AND (`time` < fromUnixTimestamp64Milli({p14:Int64}, {p12:String})) AND (`name` = {p15:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY `s0`)
WHERE (`of_all` = 0)
