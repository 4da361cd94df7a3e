-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,1,2,0,1,2,0,1,2,0,1,2]
-- p1 = [0,0,0,1,1,1,2,2,2,3,3,3]
-- p2 = 0
-- p3 = "\"acme\""
-- p4 = " other"
-- p5 = ""
-- p6 = [0,1]
-- p7 = 1
-- p8 = 1769900400000
-- p9 = 86400000
-- p10 = 7
-- p11 = 1000
-- p12 = 0
-- p13 = "UTC"
-- p14 = 1770245999999
-- p15 = 1770246000000
-- p16 = "Visited"
SELECT `of_all`, `s0`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `stage`, tupleElement(`told`, 3) AS `units`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayZip({p0:Array(Int64)}, {p1:Array(UInt32)}, arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(if(`r`.`is_old`, {p2:UInt64}, bitAnd(`r`.`bits`, (bitNot(`r`.`bits`) + 1))), 1), `p`)), range(3))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(`r`.`bits`, bitShiftLeft(`r`.`bits`, 1)), 1), `p`)), range(3))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(bitAnd(`r`.`bits`, bitNot(bitShiftLeft(`r`.`bits`, 1))), bitNot(if(`r`.`is_old`, {p2:UInt64}, bitAnd(`r`.`bits`, (bitNot(`r`.`bits`) + 1))))), 1), `p`)), range(3))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(bitNot(`r`.`bits`), bitShiftLeft(`r`.`bits`, 1)), 1), `p`)), range(3)))))) AS `told`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p3:String})]), `r`.`s0`, {p4:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p5:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`segments_0` AS `segments_0`, arrayJoin({p6:Array(UInt32)}) AS `of_all`
FROM (SELECT `u`, groupBitOrIf(bitShiftLeft({p7:UInt64}, toUInt8(`bit`)), (`t` >= {p8:Int64})) AS `bits`, (min(`t`) < {p8:Int64}) AS `is_old`, any(`segments_0`) AS `segments_0`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, intDiv((toUnixTimestamp64Milli(`time`) - {p8:Int64}), {p9:Int64}) AS `bit`, `unit_hash` AS `u`, array(toJSONString(arrayElement(`group_ids`, indexOf(`group_hashes`, `unit_hash`)))) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = {p11:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p13:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p13:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p12:Int64}, {p13:String})) AND (`time` < fromUnixTimestamp64Milli({p15:Int64}, {p13:String})) AND (`name` = {p16:String}))) AS `r`
GROUP BY `u`
HAVING (`bits` != 0)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`)
