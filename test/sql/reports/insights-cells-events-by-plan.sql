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
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = 7
-- p12 = "UTC"
-- p13 = 1770245999999
-- p14 = 1770246000000
-- p15 = "Ordered"
SELECT `segments`, groupArray(`r`.`b`) AS `b`, groupArray(`r`.`n`) AS `n`
FROM (SELECT `b`, `segments`, sum(`r`.`n`) AS `n`
FROM (SELECT `r`.`b` AS `b`, `r`.`n` AS `n`, [arraySort(`r`.`segments_0`)] AS `segments`
FROM (SELECT `r`.`b` AS `b`, `r`.`n` AS `n`, if(startsWith(`r`.`segments_0`, {p0:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p1:String}), {p2:String}, `v`)), `v`, {p2:String})), if(startsWith(`r`.`segments_0`, {p0:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p3:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p4:Array(String)}))), `tokens`), [`r`.`segments_0`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`r`.`segments_0`, {p5:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p6:Array(String)})) - toInt32((`e` IN {p7:Array(String)})))), extractAll(`r`.`segments_0`, {p5:String})))]), 1), [`r`.`segments_0`]))), [if(notEmpty(if((`r`.`segments_0` = {p1:String}), {p2:String}, `r`.`segments_0`)), `r`.`segments_0`, {p2:String})]) AS `segments_0`
FROM (SELECT `b`, `segments_0`, count() AS `n`
FROM (SELECT ({p8:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p8:Int64}), {p9:Int64}) * {p9:Int64})) AS `b`, {p10:Identifier} AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p11:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p12:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p12:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p8:Int64}, {p12:String})) AND (`time` < fromUnixTimestamp64Milli({p14:Int64}, {p12:String})) AND (`name` = {p15:String}))) AS `r`
GROUP BY `b`, `segments_0`) AS `r`) AS `r`) AS `r`
GROUP BY `b`, `segments`) AS `r`
GROUP BY `segments`
LIMIT 100
