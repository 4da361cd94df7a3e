-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = {"identifier":"properties.key_plan"}
-- p1 = "["
-- p2 = "null"
-- p3 = ""
-- p4 = ["]","}"]
-- p5 = ["[","]","{","}"]
-- p6 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p7 = ["[","{"]
-- p8 = ["]","}"]
-- p9 = 7
-- p10 = 1769986800000
-- p11 = "UTC"
-- p12 = 1770245999999
-- p13 = 1770246000000
-- p14 = "Ordered"
SELECT count() AS `segments`, arrayMap(((`one`) -> array(tupleElement(`one`, 2))), arraySlice(arraySort(groupArray(tuple(negate(ifNull(toFloat64(`value`), (-9007199254740991))), `s0`))), 1, 10)) AS `largest`
FROM (SELECT toUInt8(1) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `s0`, count() AS `n`, (countIf((`alone` = 1)) + uniqExactIf(`id`, (NOT (`alone` = 1)))) AS `value`
FROM (SELECT `r`.`id` AS `id`, arrayJoin(`r`.`segments_0`) AS `s0`, ((`r`.`alone` = 1) AND (length(`r`.`segments_0`) = 1)) AS `alone`
FROM (SELECT `event_id` AS `id`, (`siblings` = 1) AS `alone`, if(startsWith({p0:Identifier}, {p1:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p2:String}), {p3:String}, `v`)), `v`, {p3:String})), if(startsWith({p0:Identifier}, {p1:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [{p0:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p0:Identifier}, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p7:Array(String)})) - toInt32((`e` IN {p8:Array(String)})))), extractAll({p0:Identifier}, {p6:String})))]), 1), [{p0:Identifier}]))), [if(notEmpty(if(({p0:Identifier} = {p2:String}), {p3:String}, {p0:Identifier})), {p0:Identifier}, {p3:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p9:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p11:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p11:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p11:String})) AND (`time` < fromUnixTimestamp64Milli({p13:Int64}, {p11:String})) AND (`name` = {p14:String}))) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`), ()))
WHERE (`of_all` = 0)
