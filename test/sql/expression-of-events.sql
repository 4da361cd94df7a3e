-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = {"identifier":"properties.key_amount"}
-- p2 = "nan"
-- p3 = 1.2
-- p4 = 100
-- p5 = 31536000000
-- p6 = 1767225600
-- p7 = "ann"
SELECT count() AS `size`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (ifNotFinite((ifNull(toFloat64OrNull({p1:Identifier}), toFloat64({p2:String})) * {p3:Float64}), toFloat64({p2:String})) > {p4:Float64}) AND (arrayElement(arrayMap(((`a`) -> if((abs(`a`) >= {p5:Float64}), (`a` / 1000), `a`)), [(toUnixTimestamp64Milli(`time`) / 1000)]), 1) >= {p6:Float64}) AND (NOT (`distinct_id` = {p7:String})))
