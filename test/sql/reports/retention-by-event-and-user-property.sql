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
-- p24 = 1769986800000
-- p25 = "UTC"
-- p26 = 1770505200000
-- p27 = "Visited"
-- p28 = [1769986800000,1770073200000,1770159600000]
-- p29 = {"identifier":"properties.key_plan"}
-- p30 = {"identifier":"properties.key_plan"}
-- p31 = ["]","}"]
-- p32 = ["[","]","{","}"]
-- p33 = ["[","]","{","}"]
-- p34 = {"identifier":"properties.key_plan"}
-- p35 = {"identifier":"properties.key_plan"}
-- p36 = ["[","{"]
-- p37 = ["]","}"]
-- p38 = {"identifier":"properties.key_plan"}
-- p39 = {"identifier":"properties.key_plan"}
-- p40 = {"identifier":"properties.key_plan"}
-- p41 = {"identifier":"properties.key_plan"}
-- p42 = {"identifier":"properties.key_plan"}
-- p43 = 0
-- p44 = 1770246000000
-- p45 = "Signed up"
SELECT `of_all`, `s0`, `s1`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`s1` AS `s1`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`s1` AS `s1`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`, `r`.`s1`) IN [tuple({p0:String}, {p1:String})]), `r`.`s0`, {p2:String}) AS `s0`, if((tuple(`r`.`s0`, `r`.`s1`) IN [tuple({p0:String}, {p1:String})]), `r`.`s1`, {p2:String}) AS `s1`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p1:String}), `r`.`segments_0`) AS `segments_0`, if((`r`.`of_all` = 1), array({p1:String}), `r`.`segments_1`) AS `segments_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`segments_1` AS `segments_1`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, if(empty(`p`.`segments_1`), [{p1:String}], `p`.`segments_1`) AS `segments_1`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, arrayDistinct(arrayPushFront(arrayConcat(arrayMap(((`p`) -> if((tupleElement(`p`, 1) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p23:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p23:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p23:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`), arrayMap(((`p`) -> if((tupleElement(`p`, 2) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p23:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p23:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p23:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`)), toInt64((-1)))) AS `hits`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, roundDown(`r`.`birth`, {p28:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `actor`, if(startsWith({p29:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p30:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p31:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p32:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p33:Array(String)}))), `tokens`), [{p34:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p35:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p36:Array(String)})) - toInt32((`e` IN {p37:Array(String)})))), extractAll({p38:Identifier}, {p13:String})))]), 1), [{p39:Identifier}]))), [if(notEmpty(if(({p40:Identifier} = {p6:String}), {p1:String}, {p41:Identifier})), {p42:Identifier}, {p1:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p21:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p43:Int64}, {p25:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p44:Int64}, {p25:String}))) AND (`time` >= fromUnixTimestamp64Milli({p43:Int64}, {p25:String})) AND (`time` < fromUnixTimestamp64Milli({p44:Int64}, {p25:String})) AND (`name` = {p45:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p21:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p24:Int64})) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, groupArray(tuple(`earliest`, `latest`)) AS `all_returns`
FROM (SELECT `r`.`u` AS `u`, intDiv(`r`.`t`, {p23:Int64}) AS `period`, min(`r`.`t`) AS `earliest`, max(`r`.`t`) AS `latest`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p21:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p24:Int64}, {p25:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p26:Int64}, {p25:String}))) AND (`time` >= fromUnixTimestamp64Milli({p24:Int64}, {p25:String})) AND (`time` < fromUnixTimestamp64Milli({p26:Int64}, {p25:String})) AND (`name` = {p27:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p21:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `r`.`u`, `period`) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p4:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p6:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p7:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`), [{p11:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p12:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p14:Array(String)})) - toInt32((`e` IN {p15:Array(String)})))), extractAll({p16:Identifier}, {p13:String})))]), 1), [{p17:Identifier}]))), [if(notEmpty(if(({p18:Identifier} = {p6:String}), {p1:String}, {p19:Identifier})), {p20:Identifier}, {p1:String})]) AS `segments_1`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p21:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p21:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p21:UInt32}) AND startsWith(`distinct_id`, {p22:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `s1`, `cohort`, `bucket`
