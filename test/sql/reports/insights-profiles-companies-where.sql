-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "sum"
-- p1 = {"identifier":"properties.key_seats"}
-- p2 = 7
-- p3 = 1000
-- p4 = {"identifier":"properties.key_plan"}
-- p5 = "\"pro\""
-- p6 = ["-","0","1","2","3","4","5","6","7","8","9"]
SELECT toUInt8(1) AS `of_all`, count() AS `n`, arrayReduce({p0:String}, arrayMap(((`pair`) -> tupleElement(`pair`, 2)), groupUniqArray(tuple(`u`, `x`)))) AS `value`
FROM (SELECT `group_hash` AS `u`, toFloat64OrZero({p1:Identifier}) AS `x`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p2:UInt32}) AND (`group_key` = {p3:UInt32}) AND (`deleted` = 0) AND ({p4:Identifier} = {p5:String}) AND (substring({p1:Identifier}, 1, 1) IN {p6:Array(String)}))) AS `r`
