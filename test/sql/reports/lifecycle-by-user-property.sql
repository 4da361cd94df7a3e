-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,1,2,0,1,2,0,1,2,0,1,2]
-- p1 = [0,0,0,1,1,1,2,2,2,3,3,3]
-- p2 = 0
-- p3 = "\"pro\""
-- p4 = ""
-- p5 = " other"
-- p6 = [0,1]
-- p7 = {"identifier":"properties.key_plan"}
-- p8 = "["
-- p9 = "null"
-- p10 = ["]","}"]
-- p11 = ["[","]","{","}"]
-- p12 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p13 = ["[","{"]
-- p14 = ["]","}"]
-- p15 = 7
-- p16 = "$device:"
-- p17 = 1
-- p18 = 1769900400000
-- p19 = 86400000
-- p20 = 0
-- p21 = "UTC"
-- p22 = 1770245999999
-- p23 = 1770246000000
-- p24 = "Visited"
SELECT `of_all`, `s0`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `stage`, tupleElement(`told`, 3) AS `units`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayZip({p0:Array(Int64)}, {p1:Array(UInt32)}, arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(if(`r`.`is_old`, {p2:UInt64}, bitAnd(`r`.`bits`, (bitNot(`r`.`bits`) + 1))), 1), `p`)), range(3))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(`r`.`bits`, bitShiftLeft(`r`.`bits`, 1)), 1), `p`)), range(3))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(bitAnd(`r`.`bits`, bitNot(bitShiftLeft(`r`.`bits`, 1))), bitNot(if(`r`.`is_old`, {p2:UInt64}, bitAnd(`r`.`bits`, (bitNot(`r`.`bits`) + 1))))), 1), `p`)), range(3))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(bitNot(`r`.`bits`), bitShiftLeft(`r`.`bits`, 1)), 1), `p`)), range(3)))))) AS `told`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p3:String}), tuple({p4:String})]), `r`.`s0`, {p5:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p4:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`segments_0` AS `segments_0`, arrayJoin({p6:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, if(empty(`p`.`segments_0`), [{p4:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`, groupBitOrIf(bitShiftLeft({p17:UInt64}, toUInt8(`bit`)), (`t` >= {p18:Int64})) AS `bits`, (min(`t`) < {p18:Int64}) AS `is_old`
FROM (SELECT `r`.`t` AS `t`, `r`.`bit` AS `bit`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, intDiv((toUnixTimestamp64Milli(`time`) - {p18:Int64}), {p19:Int64}) AS `bit`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p15:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p21:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p21:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p20:Int64}, {p21:String})) AND (`time` < fromUnixTimestamp64Milli({p23:Int64}, {p21:String})) AND (`name` = {p24:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p15:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`bits` != 0)) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p7:Identifier}, {p8:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p9:String}), {p4:String}, `v`)), `v`, {p4:String})), if(startsWith({p7:Identifier}, {p8:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p10:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`), [{p7:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p7:Identifier}, {p12:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p13:Array(String)})) - toInt32((`e` IN {p14:Array(String)})))), extractAll({p7:Identifier}, {p12:String})))]), 1), [{p7:Identifier}]))), [if(notEmpty(if(({p7:Identifier} = {p9:String}), {p4:String}, {p7:Identifier})), {p7:Identifier}, {p4:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p15:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p15:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p15:UInt32}) AND startsWith(`distinct_id`, {p16:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`)
