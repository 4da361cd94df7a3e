-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = {"identifier":"properties.key_amount"}
-- p2 = 7
-- p3 = 1769986800000
-- p4 = "UTC"
-- p5 = 1770246000000
-- p6 = "Ordered"
-- p7 = {"identifier":"properties.key_amount"}
-- p8 = "null"
-- p9 = ""
-- p10 = {"identifier":"properties.key_amount"}
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, count() AS `n`, uniqExact(`x`) AS `value`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p0:Array(Int64)}) AS `b`, {p1:Identifier} AS `x`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p5:Int64}, {p4:String})) AND (`name` = {p6:String}) AND notEmpty(if(({p7:Identifier} = {p8:String}), {p9:String}, {p10:Identifier})))) AS `r`
GROUP BY GROUPING SETS ((`b`), ())
