-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,0,0]
-- p1 = [0,1,2]
-- p2 = 1
-- p3 = [1767481200000,1767567600000,1767654000000,1770073200000,1770159600000]
-- p4 = 1
-- p5 = 7
-- p6 = 1000
-- p7 = 1767481200000
-- p8 = "UTC"
-- p9 = 1770245999999
-- p10 = 1770246000000
-- p11 = "Ordered"
SELECT `of_all`, tupleElement(`told`, 1) AS `list`, tupleElement(`told`, 2) AS `place`, tupleElement(`told`, 3) AS `n`
FROM (SELECT `of_all`, arrayJoin(arrayZip({p0:Array(UInt32)}, {p1:Array(UInt64)}, [countIf(((bitShiftRight(bitShiftLeft(arrayElement(`r`.`words`, 1), 61), 61) != 0))), countIf(((bitShiftRight(bitShiftLeft(arrayElement(`r`.`words`, 1), 60), 61) != 0))), countIf(((bitShiftRight(bitShiftLeft(arrayElement(`r`.`words`, 1), 59), 61) != 0)))])) AS `told`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, toUInt8(1) AS `of_all`
FROM (SELECT `u`, [groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT (toInt64(indexOf({p3:Array(Int64)}, roundDown(toUnixTimestamp64Milli(`time`), {p3:Array(Int64)}))) - {p4:Int64}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p5:UInt32}) AND (`scope` = {p6:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p8:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p8:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p7:Int64}, {p8:String})) AND (`time` < fromUnixTimestamp64Milli({p10:Int64}, {p8:String})) AND (`name` = {p11:String}))) AS `r`
GROUP BY `u`) AS `r`) AS `r`
GROUP BY `of_all`)
