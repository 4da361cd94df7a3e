-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"pro\""
-- p1 = ""
-- p2 = " other"
-- p3 = [0,1]
-- p4 = {"identifier":"properties.key_plan"}
-- p5 = "["
-- p6 = "null"
-- p7 = {"identifier":"properties.key_plan"}
-- p8 = ["]","}"]
-- p9 = ["[","]","{","}"]
-- p10 = ["[","]","{","}"]
-- p11 = {"identifier":"properties.key_plan"}
-- p12 = {"identifier":"properties.key_plan"}
-- p13 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p14 = ["[","{"]
-- p15 = ["]","}"]
-- p16 = {"identifier":"properties.key_plan"}
-- p17 = {"identifier":"properties.key_plan"}
-- p18 = {"identifier":"properties.key_plan"}
-- p19 = {"identifier":"properties.key_plan"}
-- p20 = {"identifier":"properties.key_plan"}
-- p21 = 7
-- p22 = "$device:"
-- p23 = 86400000
-- p24 = 1
-- p25 = 0
-- p26 = [1769986800000,1770073200000,1770159600000]
-- p27 = 0
-- p28 = "UTC"
-- p29 = 1770246000000
-- p30 = "Signed up"
-- p31 = 1769986800000
-- p32 = 1770505200000
-- p33 = "Visited"
SELECT `of_all`, `s0`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p0:String}), tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p1:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`segments_0` AS `segments_0`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, if(empty(`p`.`segments_0`), [{p1:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, arrayPushFront(arrayMap(((`p`) -> toInt64(`p`)), bitPositionsToArray(`r`.`mask`)), toInt64((-1))) AS `hits`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, any(`v`.`cohort`) AS `cohort`, groupBitOr(if(((toInt64(`r`.`t`) >= `v`.`birth`) AND ((intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p23:Int64}) >= 0) AND (intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p23:Int64}) < 3))), bitShiftLeft({p24:UInt64}, toUInt8(intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p23:Int64}))), {p25:UInt64})) AS `mask`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p21:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p31:Int64}, {p28:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p32:Int64}, {p28:String}))) AND (`time` >= fromUnixTimestamp64Milli({p31:Int64}, {p28:String})) AND (`time` < fromUnixTimestamp64Milli({p32:Int64}, {p28:String})) AND (`name` = {p33:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p21:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` RIGHT JOIN (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, roundDown(`r`.`birth`, {p26:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p21:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p27:Int64}, {p28:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p29:Int64}, {p28:String}))) AND (`time` >= fromUnixTimestamp64Milli({p27:Int64}, {p28:String})) AND (`time` < fromUnixTimestamp64Milli({p29:Int64}, {p28:String})) AND (`name` = {p30:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p21:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p31:Int64})) AS `r`) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p4:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p7:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`), [{p11:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p12:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p14:Array(String)})) - toInt32((`e` IN {p15:Array(String)})))), extractAll({p16:Identifier}, {p13:String})))]), 1), [{p17:Identifier}]))), [if(notEmpty(if(({p18:Identifier} = {p6:String}), {p1:String}, {p19:Identifier})), {p20:Identifier}, {p1:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p21:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p21:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p21:UInt32}) AND startsWith(`distinct_id`, {p22:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `cohort`, `bucket`
