-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 3
-- p2 = 1
-- p3 = 7
-- p4 = 1769986800000
-- p5 = 86400000
-- p6 = {"identifier":"properties.key_plan"}
-- p7 = "["
-- p8 = "null"
-- p9 = ""
-- p10 = ["]","}"]
-- p11 = ["[","]","{","}"]
-- p12 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p13 = ["[","{"]
-- p14 = ["]","}"]
-- p15 = "UTC"
-- p16 = 1770246000000
-- p17 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`u` AS `u`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p4:Int64}), {p5:Int64}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p6:Identifier}, {p7:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p8:String}), {p9:String}, `v`)), `v`, {p9:String})), if(startsWith({p6:Identifier}, {p7:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p10:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`), [{p6:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p6:Identifier}, {p12:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p13:Array(String)})) - toInt32((`e` IN {p14:Array(String)})))), extractAll({p6:Identifier}, {p12:String})))]), 1), [{p6:Identifier}]))), [if(notEmpty(if(({p6:Identifier} = {p8:String}), {p9:String}, {p6:Identifier})), {p6:Identifier}, {p9:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p15:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p15:String}))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p15:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p15:String})) AND (`name` = {p17:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p3:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `u`), (`u`))) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `place`
LIMIT 20000
