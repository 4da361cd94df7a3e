-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"pro\""
-- p1 = ""
-- p2 = " other"
-- p3 = [0,1]
-- p4 = {"identifier":"properties.key_plan"}
-- p5 = "["
-- p6 = "null"
-- p7 = ["]","}"]
-- p8 = ["[","]","{","}"]
-- p9 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p10 = ["[","{"]
-- p11 = ["]","}"]
-- p12 = 7
-- p13 = "$device:"
-- p14 = 1769900400000
-- p15 = [1769900400000,1769986800000,1770073200000,1770159600000]
-- p16 = 0
-- p17 = "UTC"
-- p18 = 1770246000000
-- p19 = "Visited"
SELECT `of_all`, `s0`, `place`, `stage`, count() AS `units`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p0:String}), tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p1:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, `r`.`segments_0` AS `segments_0`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, if(empty(`p`.`segments_0`), [{p1:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, tupleElement(`r`.`one`, 1) AS `place`, tupleElement(`r`.`one`, 2) AS `stage`
FROM (SELECT `r`.`u` AS `u`, arrayJoin(`r`.`stages`) AS `one`
FROM (SELECT `r`.`u` AS `u`, arrayFilter(((`one`) -> ((tupleElement(`one`, 1) >= 0) AND (tupleElement(`one`, 1) <= 2))), arrayConcat(arrayMap(((`i`, `p`) -> tuple((`i` - 2), if(((`r`.`first_time` >= {p14:Int64}) AND (`i` = arrayElement(`r`.`active`, 1))), toUInt8(0), if(((`p` > 0) AND (`p` = (`i` - 1))), toUInt8(1), toUInt8(2))))), `r`.`active`, arrayPushFront(arrayPopBack(`r`.`active`), toInt64(0))), arrayMap(((`i`, `n`) -> tuple(if((`n` != (`i` + 1)), (`i` - 1), (-1)), toUInt8(3))), `r`.`active`, arrayPushBack(arrayPopFront(`r`.`active`), toInt64(0))))) AS `stages`
FROM (SELECT `u`, min(`t`) AS `first_time`, arraySort(arrayMap(((`s`) -> toInt64(indexOf({p15:Array(Int64)}, `s`))), groupUniqArrayIf(roundDown(`t`, {p15:Array(Int64)}), (`t` >= {p14:Int64})))) AS `active`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p12:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p17:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p17:String}))) AND (`time` >= fromUnixTimestamp64Milli({p16:Int64}, {p17:String})) AND (`time` < fromUnixTimestamp64Milli({p18:Int64}, {p17:String})) AND (`name` = {p19:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p12:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING notEmpty(`active`)) AS `r`) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p4:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p4:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p7:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p4:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p4:Identifier}, {p9:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p10:Array(String)})) - toInt32((`e` IN {p11:Array(String)})))), extractAll({p4:Identifier}, {p9:String})))]), 1), [{p4:Identifier}]))), [if(notEmpty(if(({p4:Identifier} = {p6:String}), {p1:String}, {p4:Identifier})), {p4:Identifier}, {p1:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p12:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p12:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p12:UInt32}) AND startsWith(`distinct_id`, {p13:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `place`, `stage`
