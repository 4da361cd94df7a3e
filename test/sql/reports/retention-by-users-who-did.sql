-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [-1,0,1,2]
-- p1 = "1"
-- p2 = " other"
-- p3 = ""
-- p4 = [0,1]
-- p5 = "["
-- p6 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p7 = [1,5,20]
-- p8 = ["]","}"]
-- p9 = ["[","]","{","}"]
-- p10 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p11 = ["[","{"]
-- p12 = ["]","}"]
-- p13 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p14 = 7
-- p15 = 1000
-- p16 = 1769986800000
-- p17 = "UTC"
-- p18 = 1770245999999
-- p19 = 1770246000000
-- p20 = "Opened"
-- p21 = [1769986800000,1770073200000,1770159600000]
-- p22 = 1
-- p23 = 86400000
-- p24 = 0
-- p25 = "Signed up"
-- p26 = 1770505199999
-- p27 = 1770505200000
-- p28 = "Visited"
SELECT `of_all`, `s0`, `cohort`, tupleElement(`told`, 1) AS `bucket`, tupleElement(`told`, 2) AS `n`
FROM (SELECT `of_all`, `s0`, `cohort`, arrayJoin(arrayZip({p0:Array(Int64)}, arrayPushFront(sumForEach(arrayMap(((`p`) -> bitTest(`r`.`mask`, `p`)), range(3))), count()))) AS `told`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p3:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, `r`.`segments_0` AS `segments_0`, arrayJoin({p4:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, `r`.`cohort` AS `cohort`, if(startsWith(toString(`d`.`did_users`), {p5:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p6:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p7:Array(Float64)})), {p3:String})), if(startsWith(toString(`d`.`did_users`), {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`), [toString(`d`.`did_users`)])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(toString(`d`.`did_users`), {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll(toString(`d`.`did_users`), {p10:String})))]), 1), [toString(`d`.`did_users`)]))), [if((substring(toString(`d`.`did_users`), 1, 1) IN {p13:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(toString(`d`.`did_users`)))), {p7:Array(Float64)})), {p3:String})]) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, roundDown(`r`.`birth`, {p21:Array(Int64)}) AS `cohort`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, groupBitOrIf(bitShiftLeft({p22:UInt64}, toUInt8(intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p23:Int64}))), ((toInt64(`r`.`t`) >= `v`.`birth`) AND ((intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p23:Int64}) >= 0) AND (intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p23:Int64}) < 3)))) AS `mask`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p14:UInt32}) AND (`scope` = {p15:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p17:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p26:Int64}, {p17:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p16:Int64}, {p17:String})) AND (`time` < fromUnixTimestamp64Milli({p27:Int64}, {p17:String})) AND (`name` = {p28:String}))) AS `r` RIGHT JOIN (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p14:UInt32}) AND (`scope` = {p15:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p24:Int64}, {p17:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p17:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p24:Int64}, {p17:String})) AND (`time` < fromUnixTimestamp64Milli({p19:Int64}, {p17:String})) AND (`name` = {p25:String}))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p16:Int64})) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `did_group`, `did_interval`, count() AS `did_users`
FROM (SELECT `did_group`, `did_interval`, `u`
FROM (SELECT `r`.`did_group` AS `did_group`, `r`.`did_interval` AS `did_interval`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `did_group`, toInt64(0) AS `did_interval`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p14:UInt32}) AND (`scope` = {p15:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p17:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p17:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p16:Int64}, {p17:String})) AND (`time` < fromUnixTimestamp64Milli({p19:Int64}, {p17:String})) AND (`name` = {p20:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p14:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `did_group`, `did_interval`, `u`) AS `r`
GROUP BY `did_group`, `did_interval`) AS `d` ON ((`r`.`u` = `d`.`did_group`))) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `cohort`)
