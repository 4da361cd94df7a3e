-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1769986800000
-- p1 = 86400000
-- p2 = {"identifier":"properties.key_amount"}
-- p3 = 7
-- p4 = "UTC"
-- p5 = 1770245999999
-- p6 = 1770246000000
-- p7 = "Ordered"
-- p8 = ["-","0","1","2","3","4","5","6","7","8","9"]
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, count() AS `n`, avg(`x`) AS `value`
FROM (SELECT ({p0:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p0:Int64}), {p1:Int64}) * {p1:Int64})) AS `b`, toFloat64OrZero({p2:Identifier}) AS `x`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p0:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p0:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p4:String})) AND (`name` = {p7:String}) AND (substring({p2:Identifier}, 1, 1) IN {p8:Array(String)}))) AS `r`
GROUP BY GROUPING SETS ((`b`), ())
