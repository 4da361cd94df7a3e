-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000]
-- p1 = 1
-- p2 = "\"pro\""
-- p3 = ""
-- p4 = " other"
-- p5 = 7
-- p6 = 1769986800000
-- p7 = 86400000
-- p8 = {"identifier":"properties.key_plan"}
-- p9 = "["
-- p10 = "null"
-- p11 = ["]","}"]
-- p12 = ["[","]","{","}"]
-- p13 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p14 = ["[","{"]
-- p15 = ["]","}"]
-- p16 = "UTC"
-- p17 = 1770245999999
-- p18 = 1770246000000
-- p19 = "Visited"
SELECT `of_all`, tupleElement(`r`.`told`, 1) AS `b`, `s0`, tupleElement(`r`.`told`, 2) AS `times`, count() AS `units`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`u` AS `u`, arrayJoin(arrayZip({p0:Array(Int64)}, [bitCount(bitShiftRight(bitShiftLeft(arrayElement(`r`.`words`, 1), 61), 61))])) AS `told`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `u`, [groupBitOr(bitShiftLeft({p1:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if((tuple(`r`.`s0`) IN [tuple({p2:String}), tuple({p3:String})]), `r`.`s0`, {p4:String}) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p6:Int64}), {p7:Int64}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p8:Identifier}, {p9:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p10:String}), {p3:String}, `v`)), `v`, {p3:String})), if(startsWith({p8:Identifier}, {p9:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p11:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`), [{p8:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p8:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p14:Array(String)})) - toInt32((`e` IN {p15:Array(String)})))), extractAll({p8:Identifier}, {p13:String})))]), 1), [{p8:Identifier}]))), [if(notEmpty(if(({p8:Identifier} = {p10:String}), {p3:String}, {p8:Identifier})), {p8:Identifier}, {p3:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p16:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p16:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p6:Int64}, {p16:String})) AND (`time` < fromUnixTimestamp64Milli({p18:Int64}, {p16:String})) AND (`name` = {p19:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `u`), (`u`))) AS `r`) AS `r`
WHERE (tupleElement(`r`.`told`, 2) > 0)
GROUP BY `of_all`, `b`, `s0`, `times`
