-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,0,0]
-- p1 = [0,1,2]
-- p2 = 1
-- p3 = "\"pro\""
-- p4 = ""
-- p5 = " other"
-- p6 = 7
-- p7 = [1769468400000,1769554800000,1769641200000,1770073200000,1770159600000]
-- p8 = 1
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = "["
-- p11 = "null"
-- p12 = ["]","}"]
-- p13 = ["[","]","{","}"]
-- p14 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p15 = ["[","{"]
-- p16 = ["]","}"]
-- p17 = 1769468400000
-- p18 = "UTC"
-- p19 = 1770245999999
-- p20 = 1770246000000
-- p21 = "Ordered"
SELECT `of_all`, `s0`, tupleElement(`told`, 1) AS `list`, tupleElement(`told`, 2) AS `place`, tupleElement(`told`, 3) AS `n`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayZip({p0:Array(UInt32)}, {p1:Array(UInt64)}, [countIf(((bitShiftRight(bitShiftLeft(arrayElement(`r`.`words`, 1), 61), 61) != 0))), countIf(((bitShiftRight(bitShiftLeft(arrayElement(`r`.`words`, 1), 60), 61) != 0))), countIf(((bitShiftRight(bitShiftLeft(arrayElement(`r`.`words`, 1), 59), 61) != 0)))])) AS `told`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `u`, [groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if((tuple(`r`.`s0`) IN [tuple({p3:String}), tuple({p4:String})]), `r`.`s0`, {p5:String}) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT (toInt64(indexOf({p7:Array(Int64)}, roundDown(toUnixTimestamp64Milli(`time`), {p7:Array(Int64)}))) - {p8:Int64}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p9:Identifier}, {p10:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p11:String}), {p4:String}, `v`)), `v`, {p4:String})), if(startsWith({p9:Identifier}, {p10:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p12:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p13:Array(String)}))), `tokens`), [{p9:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p9:Identifier}, {p14:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p15:Array(String)})) - toInt32((`e` IN {p16:Array(String)})))), extractAll({p9:Identifier}, {p14:String})))]), 1), [{p9:Identifier}]))), [if(notEmpty(if(({p9:Identifier} = {p11:String}), {p4:String}, {p9:Identifier})), {p9:Identifier}, {p4:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p6:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p18:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p19:Int64}, {p18:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p17:Int64}, {p18:String})) AND (`time` < fromUnixTimestamp64Milli({p20:Int64}, {p18:String})) AND (`name` = {p21:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p6:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `u`), (`u`))) AS `r`
GROUP BY `of_all`, `s0`)
