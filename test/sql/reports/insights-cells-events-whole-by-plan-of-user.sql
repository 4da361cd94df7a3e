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
-- p12 = "UTC"
-- p13 = 1770245999999
-- p14 = 1770246000000
-- p15 = "Ordered"
SELECT `segments`, groupArray(`r`.`n`) AS `n`
FROM (SELECT `segments`, sum(`r`.`n`) AS `n`
FROM (SELECT `r`.`n` AS `n`, [arraySort(`r`.`segments_0`)] AS `segments`
FROM (SELECT `r`.`segments_0` AS `segments_0`, `r`.`n` AS `n`
FROM (SELECT `segments_0`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p9:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p12:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p12:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p11:Int64}, {p12:String})) AND (`time` < fromUnixTimestamp64Milli({p14:Int64}, {p12:String})) AND (`name` = {p15:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p9:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p1:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p1:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [{p1:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p1:Identifier}, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p7:Array(String)})) - toInt32((`e` IN {p8:Array(String)})))), extractAll({p1:Identifier}, {p6:String})))]), 1), [{p1:Identifier}]))), [if(notEmpty(if(({p1:Identifier} = {p3:String}), {p0:String}, {p1:Identifier})), {p1:Identifier}, {p0:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p9:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p9:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p9:UInt32}) AND startsWith(`distinct_id`, {p10:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`
GROUP BY `segments_0`) AS `r`) AS `r`) AS `r`
GROUP BY `segments`) AS `r`
GROUP BY `segments`
LIMIT 100
