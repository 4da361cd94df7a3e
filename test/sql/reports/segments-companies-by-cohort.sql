-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = ""
-- p2 = [0,1]
-- p3 = 7
-- p4 = 1000
-- p5 = {"identifier":"properties.key_seats"}
-- p6 = "nan"
-- p7 = 100
-- p8 = "true"
-- p9 = "false"
-- p10 = 1
-- p11 = 1769986800000
-- p12 = 86400000
-- p13 = "UTC"
-- p14 = 1770245999999
-- p15 = 1770246000000
-- p16 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `units` AS `n`, `units` AS `value`
FROM (SELECT `of_all`, `s0`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `units`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayZip(range(4), arrayPushBack(arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(arrayElement(`r`.`words`, 1), `p`)), range(3)))), count()))) AS `told`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p1:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, `r`.`segments_0` AS `segments_0`, arrayJoin({p2:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`words` AS `words`, [if(toUInt8(materialize((`r`.`u` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p3:UInt32}) AND (`group_key` = {p4:UInt32}) AND (`deleted` = 0) AND (ifNull(toFloat64OrNull({p5:Identifier}), toFloat64({p6:String})) > {p7:Float64})))))), {p8:String}, {p9:String})] AS `segments_0`
FROM (SELECT `u`, [groupBitOr(bitShiftLeft({p10:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p11:Int64}), {p12:Int64}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = {p4:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p13:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p13:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p11:Int64}, {p13:String})) AND (`time` < fromUnixTimestamp64Milli({p15:Int64}, {p13:String})) AND (`name` = {p16:String}))) AS `r`
GROUP BY `u`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`))
WHERE (`units` > 0)
LIMIT 20000
