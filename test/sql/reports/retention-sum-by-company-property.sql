-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 86400000
-- p1 = {"identifier":"properties.key_amount"}
-- p2 = 7
-- p3 = 1000
-- p4 = 1769986800000
-- p5 = "UTC"
-- p6 = 1770505199999
-- p7 = 1770505200000
-- p8 = "Visited"
-- p9 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p10 = "\"pro\""
-- p11 = ""
-- p12 = " other"
-- p13 = [0,1]
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = "["
-- p16 = "null"
-- p17 = ["]","}"]
-- p18 = ["[","]","{","}"]
-- p19 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p20 = ["[","{"]
-- p21 = ["]","}"]
-- p22 = [1769986800000,1770073200000,1770159600000]
-- p23 = 0
-- p24 = 1770245999999
-- p25 = 1770246000000
-- p26 = "Signed up"
SELECT `of_all`, `s0`, `cohort`, `bucket`, uniqExact(`u`) AS `n`, sum(`x`) AS `sum`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`cohort` AS `cohort`, `r`.`u` AS `u`, if(((intDiv((`v`.`t` - `r`.`birth`), {p0:Int64}) >= 0) AND (intDiv((`v`.`t` - `r`.`birth`), {p0:Int64}) < 3)), toInt64(intDiv((`v`.`t` - `r`.`birth`), {p0:Int64})), toInt64((-1))) AS `bucket`, `v`.`x` AS `x`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p10:String}), tuple({p11:String})]), `r`.`s0`, {p12:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p11:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`segments_0` AS `segments_0`, arrayJoin({p13:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, if(empty(`p`.`segments_0`), [{p11:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, roundDown(`r`.`birth`, {p22:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = {p3:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p24:Int64}, {p5:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p23:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p25:Int64}, {p5:String})) AND (`name` = {p26:String}))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p4:Int64})) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p14:Identifier}, {p15:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p16:String}), {p11:String}, `v`)), `v`, {p11:String})), if(startsWith({p14:Identifier}, {p15:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p17:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p18:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p18:Array(String)}))), `tokens`), [{p14:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p14:Identifier}, {p19:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p20:Array(String)})) - toInt32((`e` IN {p21:Array(String)})))), extractAll({p14:Identifier}, {p19:String})))]), 1), [{p14:Identifier}]))), [if(notEmpty(if(({p14:Identifier} = {p16:String}), {p11:String}, {p14:Identifier})), {p14:Identifier}, {p11:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p2:UInt32}) AND (`group_key` = {p3:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r` INNER JOIN (SELECT toUnixTimestamp64Milli(`time`) AS `t`, toFloat64OrZero({p1:Identifier}) AS `x`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = {p3:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p5:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p7:Int64}, {p5:String})) AND (`name` = {p8:String}) AND (substring({p1:Identifier}, 1, 1) IN {p9:Array(String)}))) AS `v` ON (`r`.`u` = `v`.`u`)
WHERE (`v`.`t` >= `r`.`birth`)) AS `r`
WHERE (`bucket` != (-1))
GROUP BY `of_all`, `s0`, `cohort`, `bucket`
