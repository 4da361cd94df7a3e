-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 3
-- p2 = ""
-- p3 = [0,1]
-- p4 = 7
-- p5 = 1000
-- p6 = {"identifier":"properties.key_seats"}
-- p7 = "nan"
-- p8 = 100
-- p9 = "true"
-- p10 = "false"
-- p11 = 1
-- p12 = 1769986800000
-- p13 = 86400000
-- p14 = "UTC"
-- p15 = 1770246000000
-- p16 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`u` AS `u`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`segments_0` AS `segments_0`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, [if(toUInt8(materialize((`r`.`u` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`group_key` = {p5:UInt32}) AND (`deleted` = 0) AND (ifNull(toFloat64OrNull({p6:Identifier}), toFloat64({p7:String})) > {p8:Float64})))))), {p9:String}, {p10:String})] AS `segments_0`
FROM (SELECT `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p11:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p12:Int64}), {p13:Int64}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p5:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))) AND (`time` >= fromUnixTimestamp64Milli({p12:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p15:Int64}, {p14:String})) AND (`name` = {p16:String}))) AS `r`
GROUP BY `u`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `place`
LIMIT 20000
