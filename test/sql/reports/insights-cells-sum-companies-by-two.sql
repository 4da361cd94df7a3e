-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "["
-- p1 = "null"
-- p2 = ""
-- p3 = ["]","}"]
-- p4 = ["[","]","{","}"]
-- p5 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p6 = ["[","{"]
-- p7 = ["]","}"]
-- p8 = ["[","{"]
-- p9 = ["]","}"]
-- p10 = 1769986800000
-- p11 = 86400000
-- p12 = {"identifier":"properties.key_amount"}
-- p13 = {"identifier":"properties.key_plan"}
-- p14 = 7
-- p15 = 1000
-- p16 = "UTC"
-- p17 = 1770245999999
-- p18 = 1770246000000
-- p19 = "Ordered"
-- p20 = ["-","0","1","2","3","4","5","6","7","8","9"]
SELECT `segments`, groupArray(`r`.`b`) AS `b`, groupArray(`r`.`n`) AS `n`, groupArray(`r`.`x`) AS `x`
FROM (SELECT `b`, `segments`, sum(`r`.`n`) AS `n`, sum(`r`.`x`) AS `x`
FROM (SELECT `r`.`b` AS `b`, `r`.`n` AS `n`, `r`.`x` AS `x`, [arraySort(`r`.`segments_0`), arraySort(`r`.`segments_1`)] AS `segments`
FROM (SELECT `r`.`b` AS `b`, `r`.`n` AS `n`, `r`.`x` AS `x`, if(empty(arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p0:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p1:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith(`each`, {p0:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p3:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p5:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p6:Array(String)})) - toInt32((`e` IN {p7:Array(String)})))), extractAll(`each`, {p5:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p1:String}), {p2:String}, `each`)), `each`, {p2:String})])), `r`.`segments_0`)))), [{p2:String}], arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p0:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p1:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith(`each`, {p0:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p3:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p5:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p6:Array(String)})) - toInt32((`e` IN {p7:Array(String)})))), extractAll(`each`, {p5:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p1:String}), {p2:String}, `each`)), `each`, {p2:String})])), `r`.`segments_0`)))) AS `segments_0`, if(startsWith(`r`.`segments_1`, {p0:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p1:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith(`r`.`segments_1`, {p0:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p3:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`), [`r`.`segments_1`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`r`.`segments_1`, {p5:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(`r`.`segments_1`, {p5:String})))]), 1), [`r`.`segments_1`]))), [if(notEmpty(if((`r`.`segments_1` = {p1:String}), {p2:String}, `r`.`segments_1`)), `r`.`segments_1`, {p2:String})]) AS `segments_1`
FROM (SELECT `b`, `segments_0`, `segments_1`, count() AS `n`, sum(`x`) AS `x`
FROM (SELECT ({p10:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p10:Int64}), {p11:Int64}) * {p11:Int64})) AS `b`, toFloat64OrZero({p12:Identifier}) AS `x`, arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p13:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p14:UInt32}) AND (`group_key` = {p15:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p13:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p14:UInt32}) AND (`group_key` = {p15:UInt32}) AND (`deleted` = 0))), 2), {p2:String})), arrayFilter(((`g`, `k`) -> (`k` = {p15:UInt32})), `group_hashes`, `group_keys`)) AS `segments_0`, {p13:Identifier} AS `segments_1`
FROM `unit_events`
WHERE ((`project_id` = {p14:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p16:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p16:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p16:String})) AND (`time` < fromUnixTimestamp64Milli({p18:Int64}, {p16:String})) AND (`name` = {p19:String}) AND has(`group_keys`, {p15:UInt32}) AND (substring({p12:Identifier}, 1, 1) IN {p20:Array(String)}))) AS `r`
GROUP BY `b`, `segments_0`, `segments_1`) AS `r`) AS `r`) AS `r`
GROUP BY `b`, `segments`) AS `r`
GROUP BY `segments`
LIMIT 100
