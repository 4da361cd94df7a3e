-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "quantileExactInclusive(0.5)"
-- p1 = ""
-- p2 = {"identifier":"properties.key_plan"}
-- p3 = "["
-- p4 = "null"
-- p5 = {"identifier":"properties.key_plan"}
-- p6 = ["]","}"]
-- p7 = ["[","]","{","}"]
-- p8 = ["[","]","{","}"]
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p12 = ["[","{"]
-- p13 = ["]","}"]
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = {"identifier":"properties.key_plan"}
-- p16 = {"identifier":"properties.key_plan"}
-- p17 = {"identifier":"properties.key_plan"}
-- p18 = {"identifier":"properties.key_plan"}
-- p19 = 7
-- p20 = 1000
-- p21 = {"identifier":"properties.key_amount"}
-- p22 = 1769986800000
-- p23 = "UTC"
-- p24 = 1770246000000
-- p25 = "Ordered"
-- p26 = {"identifier":"properties.key_amount"}
-- p27 = ["-","0","1","2","3","4","5","6","7","8","9"]
SELECT count() AS `segments`, arrayMap(((`one`) -> array(tupleElement(`one`, 2))), arraySlice(arraySort(groupArray(tuple(negate(ifNull(toFloat64(`value`), (-9007199254740991))), `s0`))), 1, 10)) AS `largest`
FROM (SELECT toUInt8(1) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `s0`, count() AS `n`, arrayReduce({p0:String}, arrayConcat(groupArrayIf(`x`, (`alone` = 1)), arrayMap(((`pair`) -> tupleElement(`pair`, 2)), groupUniqArrayIf(tuple(`id`, `x`), (NOT (`alone` = 1)))))) AS `value`
FROM (SELECT `r`.`id` AS `id`, `r`.`x` AS `x`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`, ((`r`.`alone` = 1) AND (length(`r`.`segments_0`) = 1)) AS `alone`
FROM (SELECT `r`.`id` AS `id`, `r`.`x` AS `x`, `r`.`u` AS `u`, `r`.`alone` AS `alone`, if(empty(`p`.`segments_0`), [{p1:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `event_id` AS `id`, toFloat64OrZero({p21:Identifier}) AS `x`, `unit_hash` AS `u`, (`siblings` = 1) AS `alone`
FROM `unit_events`
WHERE ((`project_id` = {p19:UInt32}) AND (`scope` = {p20:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p23:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p24:Int64}, {p23:String}))) AND (`time` >= fromUnixTimestamp64Milli({p22:Int64}, {p23:String})) AND (`time` < fromUnixTimestamp64Milli({p24:Int64}, {p23:String})) AND (`name` = {p25:String}) AND (substring({p26:Identifier}, 1, 1) IN {p27:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p2:Identifier}, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p5:Identifier}, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p9:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p10:Identifier}, {p11:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p12:Array(String)})) - toInt32((`e` IN {p13:Array(String)})))), extractAll({p14:Identifier}, {p11:String})))]), 1), [{p15:Identifier}]))), [if(notEmpty(if(({p16:Identifier} = {p4:String}), {p1:String}, {p17:Identifier})), {p18:Identifier}, {p1:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p19:UInt32}) AND (`group_key` = {p20:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`), ()))
WHERE (`of_all` = 0)
