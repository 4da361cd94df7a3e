-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = {"identifier":"properties.key_plan"}
-- p2 = "["
-- p3 = "null"
-- p4 = {"identifier":"properties.key_plan"}
-- p5 = ["]","}"]
-- p6 = ["[","]","{","}"]
-- p7 = ["[","]","{","}"]
-- p8 = {"identifier":"properties.key_plan"}
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p11 = ["[","{"]
-- p12 = ["]","}"]
-- p13 = {"identifier":"properties.key_plan"}
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = {"identifier":"properties.key_plan"}
-- p16 = {"identifier":"properties.key_plan"}
-- p17 = {"identifier":"properties.key_plan"}
-- p18 = 7
-- p19 = "$device:"
-- p20 = 1770073200000
-- p21 = 86400000
-- p22 = "UTC"
-- p23 = 1770159600000
-- p24 = "Ordered"
-- p25 = {"identifier":"properties.key_plan"}
-- p26 = {"identifier":"properties.key_plan"}
-- p27 = ["]","}"]
-- p28 = ["[","]","{","}"]
-- p29 = ["[","]","{","}"]
-- p30 = {"identifier":"properties.key_plan"}
-- p31 = {"identifier":"properties.key_plan"}
-- p32 = ["[","{"]
-- p33 = ["]","}"]
-- p34 = {"identifier":"properties.key_plan"}
-- p35 = {"identifier":"properties.key_plan"}
-- p36 = {"identifier":"properties.key_plan"}
-- p37 = {"identifier":"properties.key_plan"}
-- p38 = {"identifier":"properties.key_plan"}
-- p39 = 1769986800000
-- p40 = 1770246000000
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`b` AS `b`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p20:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p20:Int64}), {p21:Int64}) * {p21:Int64})) AS `b`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p18:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p22:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p22:String}))) AND (`time` >= fromUnixTimestamp64Milli({p20:Int64}, {p22:String})) AND (`time` < fromUnixTimestamp64Milli({p23:Int64}, {p22:String})) AND (`name` = {p24:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p18:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p1:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p4:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`), [{p8:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p9:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll({p13:Identifier}, {p10:String})))]), 1), [{p14:Identifier}]))), [if(notEmpty(if(({p15:Identifier} = {p3:String}), {p0:String}, {p16:Identifier})), {p17:Identifier}, {p0:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p18:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p18:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p18:UInt32}) AND startsWith(`distinct_id`, {p19:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
WHERE ((NOT (`r`.`s0` IN (SELECT `s0`
FROM (SELECT toUInt8(1) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT DISTINCT `r`.`u` AS `u`
FROM (SELECT if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p18:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p39:Int64}, {p22:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p40:Int64}, {p22:String}))) AND (`time` >= fromUnixTimestamp64Milli({p39:Int64}, {p22:String})) AND (`time` < fromUnixTimestamp64Milli({p40:Int64}, {p22:String})) AND (`name` = {p24:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p18:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p25:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p26:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p27:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p28:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p29:Array(String)}))), `tokens`), [{p30:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p31:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p32:Array(String)})) - toInt32((`e` IN {p33:Array(String)})))), extractAll({p34:Identifier}, {p10:String})))]), 1), [{p35:Identifier}]))), [if(notEmpty(if(({p36:Identifier} = {p3:String}), {p0:String}, {p37:Identifier})), {p38:Identifier}, {p0:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p18:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p18:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p18:UInt32}) AND startsWith(`distinct_id`, {p19:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`), ()))
WHERE (`of_all` = 0)
ORDER BY ifNull(toFloat64(`value`), (-9007199254740991)) DESC, `s0` ASC
LIMIT 10))))) AS `r`
