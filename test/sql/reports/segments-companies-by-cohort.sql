-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1000
-- p2 = {"identifier":"properties.key_seats"}
-- p3 = "nan"
-- p4 = 100
-- p5 = "true"
-- p6 = "false"
-- p7 = [1769986800000,1770073200000,1770159600000]
-- p8 = 1769986800000
-- p9 = "UTC"
-- p10 = 1770246000000
-- p11 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, [if(toUInt8(materialize((`r`.`u` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p1:UInt32}) AND (`deleted` = 0) AND (ifNull(toFloat64OrNull({p2:Identifier}), toFloat64({p3:String})) > {p4:Float64})))))), {p5:String}, {p6:String})] AS `segments_0`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p7:Array(Int64)}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = {p1:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p9:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p9:String}))) AND (`time` >= fromUnixTimestamp64Milli({p8:Int64}, {p9:String})) AND (`time` < fromUnixTimestamp64Milli({p10:Int64}, {p9:String})) AND (`name` = {p11:String}))) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
