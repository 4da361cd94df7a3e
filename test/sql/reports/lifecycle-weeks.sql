-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,1,0,1,0,1,0,1]
-- p1 = [0,0,1,1,2,2,3,3]
-- p2 = 0
-- p3 = 1
-- p4 = 1770591600000
-- p5 = 7
-- p6 = 604800000
-- p7 = 0
-- p8 = "UTC"
-- p9 = 1772405999999
-- p10 = 1772406000000
-- p11 = "Visited"
SELECT `of_all`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `stage`, tupleElement(`told`, 3) AS `units`
FROM (SELECT `of_all`, arrayJoin(arrayZip({p0:Array(Int64)}, {p1:Array(UInt32)}, arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(if(`r`.`is_old`, {p2:UInt64}, bitAnd(`r`.`bits`, (bitNot(`r`.`bits`) + 1))), 1), `p`)), range(2))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(`r`.`bits`, bitShiftLeft(`r`.`bits`, 1)), 1), `p`)), range(2))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(bitAnd(`r`.`bits`, bitNot(bitShiftLeft(`r`.`bits`, 1))), bitNot(if(`r`.`is_old`, {p2:UInt64}, bitAnd(`r`.`bits`, (bitNot(`r`.`bits`) + 1))))), 1), `p`)), range(2))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(bitNot(`r`.`bits`), bitShiftLeft(`r`.`bits`, 1)), 1), `p`)), range(2)))))) AS `told`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, toUInt8(1) AS `of_all`
FROM (SELECT `u`, groupBitOrIf(bitShiftLeft({p3:UInt64}, toUInt8(`bit`)), (`t` >= {p4:Int64})) AS `bits`, (min(`t`) < {p4:Int64}) AS `is_old`
FROM (SELECT `r`.`t` AS `t`, `r`.`bit` AS `bit`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, intDiv((toUnixTimestamp64Milli(`time`) - {p4:Int64}), {p6:Int64}) AS `bit`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p8:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p8:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p7:Int64}, {p8:String})) AND (`time` < fromUnixTimestamp64Milli({p10:Int64}, {p8:String})) AND (`name` = {p11:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p5:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`bits` != 0)) AS `r`) AS `r`
GROUP BY `of_all`)
