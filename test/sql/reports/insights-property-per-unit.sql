-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1769986800000
-- p2 = 86400000
-- p3 = {"identifier":"properties.key_amount"}
-- p4 = "UTC"
-- p5 = 1770245999999
-- p6 = 1770246000000
-- p7 = "Ordered"
-- p8 = ["-","0","1","2","3","4","5","6","7","8","9"]
SELECT `of_range`, `of_all`, `b`, count() AS `n`, quantileExactInclusive(0.5)(`of_unit`) AS `value`
FROM (SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(1) AS `of_all`, `b`, `u`, toFloat64(sum(`x`)) AS `of_unit`
FROM (SELECT `r`.`b` AS `b`, `r`.`x` AS `x`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p1:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p1:Int64}), {p2:Int64}) * {p2:Int64})) AS `b`, toFloat64OrZero({p3:Identifier}) AS `x`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p1:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p1:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p4:String})) AND (`name` = {p7:String}) AND (substring({p3:Identifier}, 1, 1) IN {p8:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY GROUPING SETS ((`b`, `u`), (`u`))) AS `r`
GROUP BY `of_range`, `of_all`, `b`
