-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,1,2,0,1,2,0,1,2,0,1,2]
-- p1 = [0,0,0,1,1,1,2,2,2,3,3,3]
-- p2 = 0
-- p3 = 1
-- p4 = 1769900400000
-- p5 = 86400000
-- p6 = 7
-- p7 = 1000
-- p8 = 0
-- p9 = "UTC"
-- p10 = 1770245999999
-- p11 = 1770246000000
-- p12 = "Visited"
SELECT `of_all`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `stage`, tupleElement(`told`, 3) AS `units`
FROM (SELECT `of_all`, arrayJoin(arrayZip({p0:Array(Int64)}, {p1:Array(UInt32)}, arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(if(`r`.`is_old`, {p2:UInt64}, bitAnd(`r`.`bits`, (bitNot(`r`.`bits`) + 1))), 1), `p`)), range(3))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(`r`.`bits`, bitShiftLeft(`r`.`bits`, 1)), 1), `p`)), range(3))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(bitAnd(`r`.`bits`, bitNot(bitShiftLeft(`r`.`bits`, 1))), bitNot(if(`r`.`is_old`, {p2:UInt64}, bitAnd(`r`.`bits`, (bitNot(`r`.`bits`) + 1))))), 1), `p`)), range(3))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(bitNot(`r`.`bits`), bitShiftLeft(`r`.`bits`, 1)), 1), `p`)), range(3)))))) AS `told`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, toUInt8(1) AS `of_all`
FROM (SELECT `u`, groupBitOrIf(bitShiftLeft({p3:UInt64}, toUInt8(`bit`)), (`t` >= {p4:Int64})) AS `bits`, (min(`t`) < {p4:Int64}) AS `is_old`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, intDiv((toUnixTimestamp64Milli(`time`) - {p4:Int64}), {p5:Int64}) AS `bit`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p6:UInt32}) AND (`scope` = {p7:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p9:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p9:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p8:Int64}, {p9:String})) AND (`time` < fromUnixTimestamp64Milli({p11:Int64}, {p9:String})) AND (`name` = {p12:String}))) AS `r`
GROUP BY `u`
HAVING (`bits` != 0)) AS `r`) AS `r`
GROUP BY `of_all`)
