-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1771196400000
-- p1 = [1771196400000,1771801200000]
-- p2 = 7
-- p3 = 1000
-- p4 = 0
-- p5 = "UTC"
-- p6 = 1772405999999
-- p7 = 1772406000000
-- p8 = "acme"
-- p9 = "beta"
SELECT toUInt64(bitShiftRight(`r`.`u`, 64)) AS `own`, toFloat64(countIf((`r`.`stage` = 0))) AS `newUsers`, toFloat64(countIf((`r`.`stage` = 1))) AS `retainedUsers`, toFloat64(countIf((`r`.`stage` = 2))) AS `resurrectedUsers`, toFloat64(countIf((`r`.`stage` = 3))) AS `dormantUsers`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, tupleElement(`r`.`one`, 1) AS `place`, tupleElement(`r`.`one`, 2) AS `stage`
FROM (SELECT `r`.`u` AS `u`, arrayJoin(`r`.`stages`) AS `one`
FROM (SELECT `r`.`u` AS `u`, arrayFilter(((`one`) -> ((tupleElement(`one`, 1) >= 0) AND (tupleElement(`one`, 1) <= 0))), arrayConcat(arrayMap(((`i`, `p`) -> tuple((`i` - 2), if(((`r`.`first_time` >= {p0:Int64}) AND (`i` = arrayElement(`r`.`active`, 1))), toUInt8(0), if(((`p` > 0) AND (`p` = (`i` - 1))), toUInt8(1), toUInt8(2))))), `r`.`active`, arrayPushFront(arrayPopBack(`r`.`active`), toInt64(0))), arrayMap(((`i`, `n`) -> tuple(if((`n` != (`i` + 1)), (`i` - 1), (-1)), toUInt8(3))), `r`.`active`, arrayPushBack(arrayPopFront(`r`.`active`), toInt64(0))))) AS `stages`
FROM (SELECT `u`, min(`t`) AS `first_time`, arraySort(arrayMap(((`s`) -> toInt64(indexOf({p1:Array(Int64)}, `s`))), groupUniqArrayIf(roundDown(`t`, {p1:Array(Int64)}), (`t` >= {p0:Int64})))) AS `active`
FROM (SELECT `r`.`t` AS `t`, bitOr(bitShiftLeft(toUInt128(`r`.`whose`), 64), toUInt128(if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`))) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `actor_hash` AS `actor`, `unit_hash` AS `whose`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = {p3:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p5:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p7:Int64}, {p5:String})) AND (`unit_hash` IN tuple(sipHash64({p3:UInt32}, {p8:String}), sipHash64({p3:UInt32}, {p9:String}))))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING notEmpty(`active`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `own`
