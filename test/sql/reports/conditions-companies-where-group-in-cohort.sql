-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 7
-- p2 = 1000
-- p3 = 1769986800000
-- p4 = "UTC"
-- p5 = 1770246000000
-- p6 = "Ordered"
-- p7 = {"identifier":"properties.key_seats"}
-- p8 = "nan"
-- p9 = 100
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p0:Array(Int64)}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = {p2:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p4:String})) AND (`name` = {p6:String}) AND (`unit_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p1:UInt32}) AND (`group_key` = {p2:UInt32}) AND (`deleted` = 0) AND (ifNull(toFloat64OrNull({p7:Identifier}), toFloat64({p8:String})) > {p9:Float64})))))) AS `r`
GROUP BY GROUPING SETS ((`b`), ())
