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
-- p14 = 86400000
-- p15 = 1
-- p16 = 0
-- p17 = [1769986800000,1770073200000,1770159600000]
-- p18 = ["[","{"]
-- p19 = ["]","}"]
-- p20 = 0
-- p21 = "UTC"
-- p22 = 1770246000000
-- p23 = "Signed up"
-- p24 = 1769986800000
-- p25 = 1770505200000
-- p26 = "Visited"
SELECT `of_all`, `s0`, `s1`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`s1` AS `s1`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`s1` AS `s1`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`, `r`.`s1`) IN [tuple({p0:String}, {p1:String})]), `r`.`s0`, {p2:String}) AS `s0`, if((tuple(`r`.`s0`, `r`.`s1`) IN [tuple({p0:String}, {p1:String})]), `r`.`s1`, {p2:String}) AS `s1`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p1:String}), `r`.`segments_0`) AS `segments_0`, if((`r`.`of_all` = 1), array({p1:String}), `r`.`segments_1`) AS `segments_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`segments_1` AS `segments_1`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, if(empty(`p`.`segments_1`), [{p1:String}], `p`.`segments_1`) AS `segments_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, arrayPushFront(arrayMap(((`p`) -> toInt64(`p`)), bitPositionsToArray(`r`.`mask`)), toInt64((-1))) AS `hits`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, any(`v`.`segments_0`) AS `segments_0`, any(`v`.`cohort`) AS `cohort`, groupBitOr(if(((toInt64(`r`.`t`) >= `v`.`birth`) AND ((intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p14:Int64}) >= 0) AND (intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p14:Int64}) < 3))), bitShiftLeft({p15:UInt64}, toUInt8(intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p14:Int64}))), {p16:UInt64})) AS `mask`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p12:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p24:Int64}, {p21:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p25:Int64}, {p21:String}))) AND (`time` >= fromUnixTimestamp64Milli({p24:Int64}, {p21:String})) AND (`time` < fromUnixTimestamp64Milli({p25:Int64}, {p21:String})) AND (`name` = {p26:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p12:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` RIGHT JOIN (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, roundDown(`r`.`birth`, {p17:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `actor`, if(startsWith({p4:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p4:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p7:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p4:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p4:Identifier}, {p9:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p18:Array(String)})) - toInt32((`e` IN {p19:Array(String)})))), extractAll({p4:Identifier}, {p9:String})))]), 1), [{p4:Identifier}]))), [if(notEmpty(if(({p4:Identifier} = {p6:String}), {p1:String}, {p4:Identifier})), {p4:Identifier}, {p1:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p12:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p21:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p21:String}))) AND (`time` >= fromUnixTimestamp64Milli({p20:Int64}, {p21:String})) AND (`time` < fromUnixTimestamp64Milli({p22:Int64}, {p21:String})) AND (`name` = {p23:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p12:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p24:Int64})) AS `r`) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p4:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p4:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p7:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p4:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p4:Identifier}, {p9:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p10:Array(String)})) - toInt32((`e` IN {p11:Array(String)})))), extractAll({p4:Identifier}, {p9:String})))]), 1), [{p4:Identifier}]))), [if(notEmpty(if(({p4:Identifier} = {p6:String}), {p1:String}, {p4:Identifier})), {p4:Identifier}, {p1:String})]) AS `segments_1`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p12:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p12:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p12:UInt32}) AND startsWith(`distinct_id`, {p13:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `s1`, `cohort`, `bucket`
