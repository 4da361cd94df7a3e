-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 1
-- p2 = 7
-- p3 = 1769986800000
-- p4 = 86400000
-- p5 = {"identifier":"properties.key_plan"}
-- p6 = "["
-- p7 = "null"
-- p8 = ""
-- p9 = ["]","}"]
-- p10 = ["[","]","{","}"]
-- p11 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p12 = ["[","{"]
-- p13 = ["]","}"]
-- p14 = "UTC"
-- p15 = 1770245999999
-- p16 = 1770246000000
-- p17 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `units` AS `n`, `units` AS `value`
FROM (SELECT `of_all`, `s0`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `units`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayZip(range(4), arrayPushBack(arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(arrayElement(`r`.`words`, 1), `p`)), range(3)))), count()))) AS `told`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `u`, [groupBitOr(bitShiftLeft({p1:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p5:Identifier}, {p6:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p7:String}), {p8:String}, `v`)), `v`, {p8:String})), if(startsWith({p5:Identifier}, {p6:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p9:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`), [{p5:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p5:Identifier}, {p11:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p12:Array(String)})) - toInt32((`e` IN {p13:Array(String)})))), extractAll({p5:Identifier}, {p11:String})))]), 1), [{p5:Identifier}]))), [if(notEmpty(if(({p5:Identifier} = {p7:String}), {p8:String}, {p5:Identifier})), {p5:Identifier}, {p8:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p14:String})) AND (`name` = {p17:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `u`), (`u`))) AS `r`
GROUP BY `of_all`, `s0`))
WHERE (`units` > 0)
LIMIT 20000
