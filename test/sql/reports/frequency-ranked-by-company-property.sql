-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = {"identifier":"properties.key_plan"}
-- p2 = "["
-- p3 = "null"
-- p4 = ["]","}"]
-- p5 = ["[","]","{","}"]
-- p6 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p7 = ["[","{"]
-- p8 = ["]","}"]
-- p9 = 7
-- p10 = 1000
-- p11 = 1769986800000
-- p12 = 259200000
-- p13 = "UTC"
-- p14 = 1770245999999
-- p15 = 1770246000000
-- p16 = "Visited"
SELECT count() AS `segments`, arrayMap(((`one`) -> array(tupleElement(`one`, 2))), arraySlice(arraySort(groupArray(tuple(negate(ifNull(toFloat64(`units`), (-9007199254740991))), `s0`))), 1, 10)) AS `largest`
FROM (SELECT toUInt8(0) AS `of_all`, `s0`, uniqExact(`u`) AS `units`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`
FROM (SELECT ({p11:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p11:Int64}), {p12:Int64}) * {p12:Int64})) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p9:UInt32}) AND (`scope` = {p10:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p13:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p13:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p11:Int64}, {p13:String})) AND (`time` < fromUnixTimestamp64Milli({p15:Int64}, {p13:String})) AND (`name` = {p16:String}))) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p1:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p1:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [{p1:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p1:Identifier}, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p7:Array(String)})) - toInt32((`e` IN {p8:Array(String)})))), extractAll({p1:Identifier}, {p6:String})))]), 1), [{p1:Identifier}]))), [if(notEmpty(if(({p1:Identifier} = {p3:String}), {p0:String}, {p1:Identifier})), {p1:Identifier}, {p0:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p9:UInt32}) AND (`group_key` = {p10:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY `s0`)
WHERE (`of_all` = 0)
