-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "quantileExactInclusive(0.9)"
-- p1 = 1769986800000
-- p2 = 86400000
-- p3 = {"identifier":"properties.key_amount"}
-- p4 = 7
-- p5 = 1000
-- p6 = "UTC"
-- p7 = 1770246000000
-- p8 = "Ordered"
-- p9 = {"identifier":"properties.key_amount"}
-- p10 = ["-","0","1","2","3","4","5","6","7","8","9"]
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, count() AS `n`, arrayReduce({p0:String}, arrayConcat(groupArrayIf(`x`, (`alone` = 1)), arrayMap(((`pair`) -> tupleElement(`pair`, 2)), groupUniqArrayIf(tuple(`id`, `x`), (NOT (`alone` = 1)))))) AS `value`
FROM (SELECT ({p1:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p1:Int64}), {p2:Int64}) * {p2:Int64})) AS `b`, `event_id` AS `id`, toFloat64OrZero({p3:Identifier}) AS `x`, (`siblings` = 1) AS `alone`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p5:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p1:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p6:String}))) AND (`time` >= fromUnixTimestamp64Milli({p1:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p7:Int64}, {p6:String})) AND (`name` = {p8:String}) AND (substring({p9:Identifier}, 1, 1) IN {p10:Array(String)}))) AS `r`
GROUP BY GROUPING SETS ((`b`), ())
