-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = {"identifier":"properties.key_plan"}
-- p2 = "["
-- p3 = "null"
-- p4 = ["]","}"]
-- p5 = ["[","]","{","}"]
-- p6 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p7 = ["[","{"]
-- p8 = ["]","}"]
-- p9 = 7
-- p10 = "$device:"
-- p11 = ["[","{"]
-- p12 = ["]","}"]
-- p13 = 1769986800000
-- p14 = "UTC"
-- p15 = 1770245999999
-- p16 = 1770246000000
-- p17 = "Ordered"
SELECT count() AS `segments`, arrayMap(((`one`) -> array(tupleElement(`one`, 2), tupleElement(`one`, 3))), arraySlice(arraySort(groupArray(tuple(negate(ifNull(toFloat64(`value`), (-9007199254740991))), `s0`, `s1`))), 1, 10)) AS `largest`
FROM (SELECT toUInt8(1) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `s1`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`u` AS `u`, `r`.`s0` AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`
FROM (SELECT `r`.`u` AS `u`, `r`.`s0` AS `s0`, if(empty(`p`.`segments_1`), [{p0:String}], `p`.`segments_1`) AS `segments_1`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `actor`, if(startsWith({p1:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p1:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [{p1:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p1:Identifier}, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll({p1:Identifier}, {p6:String})))]), 1), [{p1:Identifier}]))), [if(notEmpty(if(({p1:Identifier} = {p3:String}), {p0:String}, {p1:Identifier})), {p1:Identifier}, {p0:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p9:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p13:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p14:String})) AND (`name` = {p17:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p9:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p1:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p1:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [{p1:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p1:Identifier}, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p7:Array(String)})) - toInt32((`e` IN {p8:Array(String)})))), extractAll({p1:Identifier}, {p6:String})))]), 1), [{p1:Identifier}]))), [if(notEmpty(if(({p1:Identifier} = {p3:String}), {p0:String}, {p1:Identifier})), {p1:Identifier}, {p0:String})]) AS `segments_1`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p9:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p9:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p9:UInt32}) AND startsWith(`distinct_id`, {p10:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `s1`), ()))
WHERE (`of_all` = 0)
