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
-- p11 = 1769986800000
-- p12 = 86400000
-- p13 = "UTC"
-- p14 = 1770245999999
-- p15 = 1770246000000
-- p16 = "Ordered"
SELECT `of_range`, `of_all`, `b`, `s0`, count() AS `n`, avg(`of_unit`) AS `value`
FROM (SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, `u`, toFloat64((countIf((`alone` = 1)) + uniqExactIf(`id`, (NOT (`alone` = 1))))) AS `of_unit`
FROM (SELECT `r`.`b` AS `b`, `r`.`id` AS `id`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`, ((`r`.`alone` = 1) AND (length(`r`.`segments_0`) = 1)) AS `alone`
FROM (SELECT `r`.`b` AS `b`, `r`.`id` AS `id`, `r`.`alone` AS `alone`, `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`b` AS `b`, `r`.`id` AS `id`, `r`.`alone` AS `alone`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p11:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p11:Int64}), {p12:Int64}) * {p12:Int64})) AS `b`, `event_id` AS `id`, `unit_hash` AS `actor`, (`siblings` = 1) AS `alone`
FROM `unit_events`
WHERE ((`project_id` = {p9:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p13:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p14:Int64}, {p13:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p11:Int64}, {p13:String})) AND (`time` < fromUnixTimestamp64Milli({p15:Int64}, {p13:String})) AND (`name` = {p16:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p9:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p1:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p1:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [{p1:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p1:Identifier}, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p7:Array(String)})) - toInt32((`e` IN {p8:Array(String)})))), extractAll({p1:Identifier}, {p6:String})))]), 1), [{p1:Identifier}]))), [if(notEmpty(if(({p1:Identifier} = {p3:String}), {p0:String}, {p1:Identifier})), {p1:Identifier}, {p0:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p9:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p9:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p9:UInt32}) AND startsWith(`distinct_id`, {p10:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`, `u`), (`s0`, `u`), (`b`, `u`), (`u`))) AS `r`
GROUP BY `of_range`, `of_all`, `b`, `s0`
LIMIT 20000
