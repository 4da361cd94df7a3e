-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "["
-- p1 = "null"
-- p2 = ""
-- p3 = ["]","}"]
-- p4 = ["[","]","{","}"]
-- p5 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p6 = ["[","{"]
-- p7 = ["]","}"]
-- p8 = 1769986800000
-- p9 = 86400000
-- p10 = {"identifier":"properties.key_amount"}
-- p11 = {"identifier":"properties.key_plan"}
-- p12 = 7
-- p13 = 1000
-- p14 = "UTC"
-- p15 = 1770245999999
-- p16 = 1770246000000
-- p17 = "Ordered"
-- p18 = ["-","0","1","2","3","4","5","6","7","8","9"]
SELECT `segments`, groupArray(`r`.`b`) AS `b`, groupArray(`r`.`n`) AS `n`, groupArray(`r`.`x`) AS `x`
FROM (SELECT `b`, `segments`, sum(`r`.`n`) AS `n`, sum(`r`.`x`) AS `x`
FROM (SELECT `r`.`b` AS `b`, `r`.`n` AS `n`, `r`.`x` AS `x`, [arraySort(`r`.`segments_0`)] AS `segments`
FROM (SELECT `r`.`b` AS `b`, `r`.`n` AS `n`, `r`.`x` AS `x`, if(empty(arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p0:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p1:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith(`each`, {p0:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p3:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p5:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p6:Array(String)})) - toInt32((`e` IN {p7:Array(String)})))), extractAll(`each`, {p5:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p1:String}), {p2:String}, `each`)), `each`, {p2:String})])), `r`.`segments_0`)))), [{p2:String}], arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p0:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p1:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith(`each`, {p0:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p3:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p5:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p6:Array(String)})) - toInt32((`e` IN {p7:Array(String)})))), extractAll(`each`, {p5:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p1:String}), {p2:String}, `each`)), `each`, {p2:String})])), `r`.`segments_0`)))) AS `segments_0`
FROM (SELECT `b`, `segments_0`, count() AS `n`, sum(`x`) AS `x`
FROM (SELECT ({p8:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p8:Int64}), {p9:Int64}) * {p9:Int64})) AS `b`, toFloat64OrZero({p10:Identifier}) AS `x`, arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p11:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p12:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p11:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p12:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`deleted` = 0))), 2), {p2:String})), arrayFilter(((`g`, `k`) -> (`k` = {p13:UInt32})), `group_hashes`, `group_keys`)) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p12:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p8:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p14:String})) AND (`name` = {p17:String}) AND has(`group_keys`, {p13:UInt32}) AND (substring({p10:Identifier}, 1, 1) IN {p18:Array(String)}))) AS `r`
GROUP BY `b`, `segments_0`) AS `r`) AS `r`) AS `r`
GROUP BY `b`, `segments`) AS `r`
GROUP BY `segments`
LIMIT 100
