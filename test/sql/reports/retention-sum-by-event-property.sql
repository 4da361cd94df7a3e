-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 86400000
-- p1 = 7
-- p2 = {"identifier":"properties.key_amount"}
-- p3 = 1769986800000
-- p4 = "UTC"
-- p5 = 1770505199999
-- p6 = 1770505200000
-- p7 = "Visited"
-- p8 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p9 = "\"pro\""
-- p10 = ""
-- p11 = " other"
-- p12 = [0,1]
-- p13 = [1769986800000,1770073200000,1770159600000]
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = "["
-- p16 = "null"
-- p17 = ["]","}"]
-- p18 = ["[","]","{","}"]
-- p19 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p20 = ["[","{"]
-- p21 = ["]","}"]
-- p22 = 0
-- p23 = 1770245999999
-- p24 = 1770246000000
-- p25 = "Signed up"
SELECT `of_all`, `s0`, `cohort`, `bucket`, uniqExact(`u`) AS `n`, sum(`x`) AS `sum`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`cohort` AS `cohort`, `r`.`u` AS `u`, if(((intDiv((`v`.`t` - `r`.`birth`), {p0:Int64}) >= 0) AND (intDiv((`v`.`t` - `r`.`birth`), {p0:Int64}) < 3)), toInt64(intDiv((`v`.`t` - `r`.`birth`), {p0:Int64})), toInt64((-1))) AS `bucket`, `v`.`x` AS `x`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p9:String}), tuple({p10:String})]), `r`.`s0`, {p11:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p10:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, `r`.`cohort` AS `cohort`, arrayJoin({p12:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`segments_0` AS `segments_0`, roundDown(`r`.`birth`, {p13:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`, argMin(`segments_0`, tuple(`t`, `id`)) AS `segments_0`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, `unit_hash` AS `actor`, if(startsWith({p14:Identifier}, {p15:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p16:String}), {p10:String}, `v`)), `v`, {p10:String})), if(startsWith({p14:Identifier}, {p15:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p17:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p18:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p18:Array(String)}))), `tokens`), [{p14:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p14:Identifier}, {p19:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p20:Array(String)})) - toInt32((`e` IN {p21:Array(String)})))), extractAll({p14:Identifier}, {p19:String})))]), 1), [{p14:Identifier}]))), [if(notEmpty(if(({p14:Identifier} = {p16:String}), {p10:String}, {p14:Identifier})), {p14:Identifier}, {p10:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p22:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p24:Int64}, {p4:String})) AND (`name` = {p25:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p1:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p3:Int64})) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r` INNER JOIN (SELECT `r`.`t` AS `t`, `r`.`x` AS `x`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, toFloat64OrZero({p2:Identifier}) AS `x`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p4:String})) AND (`name` = {p7:String}) AND (substring({p2:Identifier}, 1, 1) IN {p8:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p1:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `v` ON (`r`.`u` = `v`.`u`)
WHERE (`v`.`t` >= `r`.`birth`)) AS `r`
WHERE (`bucket` != (-1))
GROUP BY `of_all`, `s0`, `cohort`, `bucket`
