-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "true"
-- p1 = " other"
-- p2 = ""
-- p3 = [0,1]
-- p4 = 7
-- p5 = "$device:"
-- p6 = {"identifier":"properties.key_admin"}
-- p7 = "false"
-- p8 = 1769900400000
-- p9 = [1769900400000,1769986800000,1770073200000,1770159600000]
-- p10 = 0
-- p11 = "UTC"
-- p12 = 1770246000000
-- p13 = "Visited"
SELECT `of_all`, `s0`, `place`, `stage`, count() AS `units`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p0:String})]), `r`.`s0`, {p1:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`segments_0` AS `segments_0`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, [if(toUInt8(materialize((`r`.`u` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p5:String}))))))) AND ({p6:Identifier} = {p0:String})))))), {p0:String}, {p7:String})] AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, tupleElement(`r`.`one`, 1) AS `place`, tupleElement(`r`.`one`, 2) AS `stage`
FROM (SELECT `r`.`u` AS `u`, arrayJoin(`r`.`stages`) AS `one`
FROM (SELECT `r`.`u` AS `u`, arrayFilter(((`one`) -> ((tupleElement(`one`, 1) >= 0) AND (tupleElement(`one`, 1) <= 2))), arrayConcat(arrayMap(((`i`, `p`) -> tuple((`i` - 2), if(((`r`.`first_time` >= {p8:Int64}) AND (`i` = arrayElement(`r`.`active`, 1))), toUInt8(0), if(((`p` > 0) AND (`p` = (`i` - 1))), toUInt8(1), toUInt8(2))))), `r`.`active`, arrayPushFront(arrayPopBack(`r`.`active`), toInt64(0))), arrayMap(((`i`, `n`) -> tuple(if((`n` != (`i` + 1)), (`i` - 1), (-1)), toUInt8(3))), `r`.`active`, arrayPushBack(arrayPopFront(`r`.`active`), toInt64(0))))) AS `stages`
FROM (SELECT `u`, min(`t`) AS `first_time`, arraySort(arrayMap(((`s`) -> toInt64(indexOf({p9:Array(Int64)}, `s`))), groupUniqArrayIf(roundDown(`t`, {p9:Array(Int64)}), (`t` >= {p8:Int64})))) AS `active`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p11:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p11:String}))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p11:String})) AND (`time` < fromUnixTimestamp64Milli({p12:Int64}, {p11:String})) AND (`name` = {p13:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING notEmpty(`active`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `place`, `stage`
