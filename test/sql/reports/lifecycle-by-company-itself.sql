-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"acme\""
-- p1 = " other"
-- p2 = ""
-- p3 = [0,1]
-- p4 = 1769900400000
-- p5 = [1769900400000,1769986800000,1770073200000,1770159600000]
-- p6 = 7
-- p7 = 1000
-- p8 = 0
-- p9 = "UTC"
-- p10 = 1770246000000
-- p11 = "Visited"
SELECT `of_all`, `s0`, `place`, `stage`, count() AS `units`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p0:String})]), `r`.`s0`, {p1:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`segments_0` AS `segments_0`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`segments_0` AS `segments_0`, tupleElement(`r`.`one`, 1) AS `place`, tupleElement(`r`.`one`, 2) AS `stage`
FROM (SELECT `r`.`u` AS `u`, `r`.`segments_0` AS `segments_0`, arrayJoin(`r`.`stages`) AS `one`
FROM (SELECT `r`.`u` AS `u`, `r`.`segments_0` AS `segments_0`, arrayFilter(((`one`) -> ((tupleElement(`one`, 1) >= 0) AND (tupleElement(`one`, 1) <= 2))), arrayConcat(arrayMap(((`i`, `p`) -> tuple((`i` - 2), if(((`r`.`first_time` >= {p4:Int64}) AND (`i` = arrayElement(`r`.`active`, 1))), toUInt8(0), if(((`p` > 0) AND (`p` = (`i` - 1))), toUInt8(1), toUInt8(2))))), `r`.`active`, arrayPushFront(arrayPopBack(`r`.`active`), toInt64(0))), arrayMap(((`i`, `n`) -> tuple(if((`n` != (`i` + 1)), (`i` - 1), (-1)), toUInt8(3))), `r`.`active`, arrayPushBack(arrayPopFront(`r`.`active`), toInt64(0))))) AS `stages`
FROM (SELECT `u`, min(`t`) AS `first_time`, arraySort(arrayMap(((`s`) -> toInt64(indexOf({p5:Array(Int64)}, `s`))), groupUniqArrayIf(roundDown(`t`, {p5:Array(Int64)}), (`t` >= {p4:Int64})))) AS `active`, any(`segments_0`) AS `segments_0`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`, array(toJSONString(arrayElement(`group_ids`, indexOf(`group_hashes`, `unit_hash`)))) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p6:UInt32}) AND (`scope` = {p7:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p9:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p9:String}))) AND (`time` >= fromUnixTimestamp64Milli({p8:Int64}, {p9:String})) AND (`time` < fromUnixTimestamp64Milli({p10:Int64}, {p9:String})) AND (`name` = {p11:String}))) AS `r`
GROUP BY `u`
HAVING notEmpty(`active`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `place`, `stage`
