-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000]
-- p1 = 1
-- p2 = 7
-- p3 = 1769986800000
-- p4 = 86400000
-- p5 = "UTC"
-- p6 = 1770245999999
-- p7 = 1770246000000
-- p8 = "Visited"
SELECT `of_all`, tupleElement(`r`.`told`, 1) AS `b`, tupleElement(`r`.`told`, 2) AS `times`, count() AS `units`
FROM (SELECT `r`.`u` AS `u`, `r`.`of_all` AS `of_all`, arrayJoin(arrayZip({p0:Array(Int64)}, [bitCount(bitShiftRight(bitShiftLeft(arrayElement(`r`.`words`, 1), 61), 61))])) AS `told`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, toUInt8(1) AS `of_all`
FROM (SELECT `u`, [groupBitOr(bitShiftLeft({p1:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p3:Int64}), {p4:Int64}) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p5:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p7:Int64}, {p5:String})) AND (`name` = {p8:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`) AS `r`) AS `r`) AS `r`
WHERE (tupleElement(`r`.`told`, 2) > 0)
GROUP BY `of_all`, `b`, `times`
