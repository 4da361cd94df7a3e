-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = "nan"
-- p3 = 0.5
-- p4 = {"identifier":"properties.key_spent"}
-- p5 = {"identifier":"properties.key_seats"}
-- p6 = 10
-- p7 = 3
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND (arrayElement(arrayMap(((`a`, `b`) -> ifNotFinite(if((((`a` > 0) AND ((`a` - (trunc((`a` / `b`)) * `b`)) < 0)) OR ((`a` < 0) AND ((`a` - (trunc((`a` / `b`)) * `b`)) > 0))), toFloat64(0), (`a` - (trunc((`a` / `b`)) * `b`))), toFloat64({p2:String}))), [arrayElement(arrayMap(((`a`) -> (trunc(`a`) + if((abs((`a` - trunc(`a`))) >= {p3:Float64}), sign(`a`), 0))), [ifNotFinite((ifNull(toFloat64OrNull({p4:Identifier}), toFloat64({p2:String})) / ifNull(toFloat64OrNull({p5:Identifier}), toFloat64({p2:String}))), toFloat64({p2:String}))]), 1)], [{p6:Float64}]), 1) = {p7:Float64}))))
