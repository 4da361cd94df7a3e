-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1771196400000
-- p1 = [1771196400000,1771801200000]
-- p2 = 7
-- p3 = 1000
-- p4 = 0
-- p5 = "UTC"
-- p6 = 1772405999999
-- p7 = 1772406000000
-- p8 = "$device:"
SELECT `g`.`group_id` AS `id`, `g`.`group_hash` AS `own`, `f`.`newUsers` AS `newUsers`, `f`.`retainedUsers` AS `retainedUsers`, `f`.`resurrectedUsers` AS `resurrectedUsers`, `f`.`dormantUsers` AS `dormantUsers`
FROM ((SELECT `group_hash`, `group_id`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p2:UInt32}) AND (`group_key` = {p3:UInt32}) AND (`deleted` = 0)))
UNION ALL (SELECT `group_hash`, `group_id`
FROM (SELECT DISTINCT `group_hash`, `group_id`
FROM ((SELECT `group_hash`, `group_id`
FROM `known_groups`
WHERE ((`project_id` = {p2:UInt32}) AND (`group_key` = {p3:UInt32})))
UNION ALL (SELECT tupleElement(`member`, 2) AS `group_hash`, tupleElement(`member`, 3) AS `group_id`
FROM (SELECT arrayJoin(arrayZip(`group_keys`, `group_hashes`, `group_ids`)) AS `member`
FROM `user_profiles` FINAL
WHERE (has(`group_keys`, {p3:UInt32}) AND (`project_id` = {p2:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p2:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p2:UInt32}) AND startsWith(`distinct_id`, {p8:String})))))))))
WHERE (tupleElement(`member`, 1) = {p3:UInt32})))
WHERE (`group_hash` NOT IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p2:UInt32}) AND (`group_key` = {p3:UInt32}) AND (`deleted` = 0))))))) AS `g`
LEFT ANY JOIN (SELECT toUInt64(bitShiftRight(`r`.`u`, 64)) AS `own`, toFloat64(countIf((`r`.`stage` = 0))) AS `newUsers`, toFloat64(countIf((`r`.`stage` = 1))) AS `retainedUsers`, toFloat64(countIf((`r`.`stage` = 2))) AS `resurrectedUsers`, toFloat64(countIf((`r`.`stage` = 3))) AS `dormantUsers`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, tupleElement(`r`.`one`, 1) AS `place`, tupleElement(`r`.`one`, 2) AS `stage`
FROM (SELECT `r`.`u` AS `u`, arrayJoin(`r`.`stages`) AS `one`
FROM (SELECT `r`.`u` AS `u`, arrayFilter(((`one`) -> ((tupleElement(`one`, 1) >= 0) AND (tupleElement(`one`, 1) <= 0))), arrayConcat(arrayMap(((`i`, `p`) -> tuple((`i` - 2), if(((`r`.`first_time` >= {p0:Int64}) AND (`i` = arrayElement(`r`.`active`, 1))), toUInt8(0), if(((`p` > 0) AND (`p` = (`i` - 1))), toUInt8(1), toUInt8(2))))), `r`.`active`, arrayPushFront(arrayPopBack(`r`.`active`), toInt64(0))), arrayMap(((`i`, `n`) -> tuple(if((`n` != (`i` + 1)), (`i` - 1), (-1)), toUInt8(3))), `r`.`active`, arrayPushBack(arrayPopFront(`r`.`active`), toInt64(0))))) AS `stages`
FROM (SELECT `u`, min(`t`) AS `first_time`, arraySort(arrayMap(((`s`) -> toInt64(indexOf({p1:Array(Int64)}, `s`))), groupUniqArrayIf(roundDown(`t`, {p1:Array(Int64)}), (`t` >= {p0:Int64})))) AS `active`
FROM (SELECT `r`.`t` AS `t`, bitOr(bitShiftLeft(toUInt128(`r`.`whose`), 64), toUInt128(if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`))) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `actor_hash` AS `actor`, `unit_hash` AS `whose`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = {p3:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p5:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p7:Int64}, {p5:String})))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING notEmpty(`active`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `own`) AS `f` ON (`g`.`group_hash` = `f`.`own`)
ORDER BY `f`.`newUsers` ASC, `g`.`group_id` ASC
LIMIT 51
