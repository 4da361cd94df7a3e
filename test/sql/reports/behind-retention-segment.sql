-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = {"identifier":"properties.key_plan"}
-- p3 = "["
-- p4 = "null"
-- p5 = {"identifier":"properties.key_plan"}
-- p6 = ["]","}"]
-- p7 = ["[","]","{","}"]
-- p8 = ["[","]","{","}"]
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p12 = ["[","{"]
-- p13 = ["]","}"]
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = {"identifier":"properties.key_plan"}
-- p16 = {"identifier":"properties.key_plan"}
-- p17 = {"identifier":"properties.key_plan"}
-- p18 = {"identifier":"properties.key_plan"}
-- p19 = 7
-- p20 = 1000
-- p21 = 86400000
-- p22 = 1769986800000
-- p23 = "UTC"
-- p24 = 1770505200000
-- p25 = "Visited"
-- p26 = [1769986800000,1770073200000,1770159600000]
-- p27 = 0
-- p28 = 1770246000000
-- p29 = "Signed up"
-- p30 = "\"pro\""
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`segments_0` AS `segments_0`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, arrayDistinct(arrayPushFront(arrayConcat(arrayMap(((`p`) -> if((tupleElement(`p`, 1) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p21:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p21:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p21:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`), arrayMap(((`p`) -> if((tupleElement(`p`, 2) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p21:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p21:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p21:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`)), toInt64((-1)))) AS `hits`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, roundDown(`r`.`birth`, {p26:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p19:UInt32}) AND (`scope` = {p20:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p27:Int64}, {p23:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p28:Int64}, {p23:String}))) AND (`time` >= fromUnixTimestamp64Milli({p27:Int64}, {p23:String})) AND (`time` < fromUnixTimestamp64Milli({p28:Int64}, {p23:String})) AND (`name` = {p29:String}))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p22:Int64})) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, groupArray(tuple(`earliest`, `latest`)) AS `all_returns`
FROM (SELECT `r`.`u` AS `u`, intDiv(`r`.`t`, {p21:Int64}) AS `period`, min(`r`.`t`) AS `earliest`, max(`r`.`t`) AS `latest`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p19:UInt32}) AND (`scope` = {p20:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p23:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p24:Int64}, {p23:String}))) AND (`time` >= fromUnixTimestamp64Milli({p22:Int64}, {p23:String})) AND (`time` < fromUnixTimestamp64Milli({p24:Int64}, {p23:String})) AND (`name` = {p25:String}))) AS `r`
GROUP BY `r`.`u`, `period`) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p2:Identifier}, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p5:Identifier}, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p9:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p10:Identifier}, {p11:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p12:Array(String)})) - toInt32((`e` IN {p13:Array(String)})))), extractAll({p14:Identifier}, {p11:String})))]), 1), [{p15:Identifier}]))), [if(notEmpty(if(({p16:Identifier} = {p4:String}), {p0:String}, {p17:Identifier})), {p18:Identifier}, {p0:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p19:UInt32}) AND (`group_key` = {p20:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`
WHERE ((`r`.`cohort` = {p22:Int64}) AND has(`r`.`hits`, 1))) AS `r`
WHERE ((`r`.`of_all` = 0) AND (`r`.`s0` = {p30:String}))) AS `r`
