-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "quantileExactInclusive(0.9)"
-- p1 = ""
-- p2 = {"identifier":"properties.key_plan"}
-- p3 = "["
-- p4 = "null"
-- p5 = ["]","}"]
-- p6 = ["[","]","{","}"]
-- p7 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p8 = ["[","{"]
-- p9 = ["]","}"]
-- p10 = 7
-- p11 = 1000
-- p12 = {"identifier":"properties.key_amount"}
-- p13 = 1769986800000
-- p14 = "UTC"
-- p15 = 1770245999999
-- p16 = 1770246000000
-- p17 = "Ordered"
-- p18 = ["-","0","1","2","3","4","5","6","7","8","9"]
SELECT `of_range`, `of_all`, `s0`, count() AS `n`, avg(`of_unit`) AS `value`
FROM (SELECT toUInt8(1) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `u`, toFloat64(arrayReduce({p0:String}, arrayConcat(groupArrayIf(`x`, (`alone` = 1)), arrayMap(((`pair`) -> tupleElement(`pair`, 2)), groupUniqArrayIf(tuple(`id`, `x`), (NOT (`alone` = 1))))))) AS `of_unit`
FROM (SELECT `r`.`id` AS `id`, `r`.`x` AS `x`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`, ((`r`.`alone` = 1) AND (length(`r`.`segments_0`) = 1)) AS `alone`
FROM (SELECT `r`.`id` AS `id`, `r`.`x` AS `x`, `r`.`u` AS `u`, `r`.`alone` AS `alone`, if(empty(`p`.`segments_0`), [{p1:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `event_id` AS `id`, toFloat64OrZero({p12:Identifier}) AS `x`, `unit_hash` AS `u`, (`siblings` = 1) AS `alone`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = {p11:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p13:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p14:String})) AND (`name` = {p17:String}) AND (substring({p12:Identifier}, 1, 1) IN {p18:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p2:Identifier}, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p2:Identifier}, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [{p2:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p2:Identifier}, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll({p2:Identifier}, {p7:String})))]), 1), [{p2:Identifier}]))), [if(notEmpty(if(({p2:Identifier} = {p4:String}), {p1:String}, {p2:Identifier})), {p2:Identifier}, {p1:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p10:UInt32}) AND (`group_key` = {p11:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `u`), (`u`))) AS `r`
GROUP BY `of_range`, `of_all`, `s0`
LIMIT 20000
