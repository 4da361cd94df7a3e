-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "1"
-- p1 = " other"
-- p2 = ""
-- p3 = [0,1]
-- p4 = "["
-- p5 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p6 = [1,5,20]
-- p7 = ["]","}"]
-- p8 = ["[","]","{","}"]
-- p9 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p10 = ["[","{"]
-- p11 = ["]","}"]
-- p12 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p13 = 7
-- p14 = 1000
-- p15 = 1769986800000
-- p16 = "UTC"
-- p17 = 1770245999999
-- p18 = 1770246000000
-- p19 = "Opened"
-- p20 = 86400000
-- p21 = 1770505199999
-- p22 = 1770505200000
-- p23 = "Visited"
-- p24 = [1769986800000,1770073200000,1770159600000]
-- p25 = "Signed up"
SELECT `of_all`, `s0`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p0:String})]), `r`.`s0`, {p1:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, `r`.`segments_0` AS `segments_0`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, `r`.`hits` AS `hits`, if(startsWith(toString(`d`.`did_users`), {p4:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p5:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p6:Array(Float64)})), {p2:String})), if(startsWith(toString(`d`.`did_users`), {p4:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p7:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [toString(`d`.`did_users`)])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(toString(`d`.`did_users`), {p9:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p10:Array(String)})) - toInt32((`e` IN {p11:Array(String)})))), extractAll(toString(`d`.`did_users`), {p9:String})))]), 1), [toString(`d`.`did_users`)]))), [if((substring(toString(`d`.`did_users`), 1, 1) IN {p12:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(toString(`d`.`did_users`)))), {p6:Array(Float64)})), {p2:String})]) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`cohort` AS `cohort`, `r`.`birth` AS `birth`, arrayDistinct(arrayPushFront(arrayConcat(arrayMap(((`p`) -> if((tupleElement(`p`, 1) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p20:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p20:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 1) - `r`.`birth`), {p20:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`), arrayMap(((`p`) -> if((tupleElement(`p`, 2) >= `r`.`birth`), if(((intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p20:Int64}) >= 0) AND (intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p20:Int64}) < 3)), toInt64(intDiv((tupleElement(`p`, 2) - `r`.`birth`), {p20:Int64})), toInt64((-1))), toInt64((-1)))), `v`.`all_returns`)), toInt64((-1)))) AS `hits`
FROM (SELECT `u`, `cohort`, min(`t`) AS `birth`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p24:Array(Int64)}) AS `cohort`, toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p13:UInt32}) AND (`scope` = {p14:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p16:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p16:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p15:Int64}, {p16:String})) AND (`time` < fromUnixTimestamp64Milli({p18:Int64}, {p16:String})) AND (`name` = {p25:String}))) AS `r`
GROUP BY `u`, `cohort`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, groupArray(tuple(`earliest`, `latest`)) AS `all_returns`
FROM (SELECT `r`.`u` AS `u`, intDiv(`r`.`t`, {p20:Int64}) AS `period`, min(`r`.`t`) AS `earliest`, max(`r`.`t`) AS `latest`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p13:UInt32}) AND (`scope` = {p14:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p16:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p21:Int64}, {p16:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p15:Int64}, {p16:String})) AND (`time` < fromUnixTimestamp64Milli({p22:Int64}, {p16:String})) AND (`name` = {p23:String}))) AS `r`
GROUP BY `r`.`u`, `period`) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`
LEFT ANY JOIN (SELECT `did_group`, `did_interval`, count() AS `did_users`
FROM (SELECT `did_group`, `did_interval`, `u`
FROM (SELECT `r`.`did_group` AS `did_group`, `r`.`did_interval` AS `did_interval`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `did_group`, toInt64(0) AS `did_interval`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p13:UInt32}) AND (`scope` = {p14:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p16:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p16:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p15:Int64}, {p16:String})) AND (`time` < fromUnixTimestamp64Milli({p18:Int64}, {p16:String})) AND (`name` = {p19:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p13:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `did_group`, `did_interval`, `u`) AS `r`
GROUP BY `did_group`, `did_interval`) AS `d` ON ((`r`.`u` = `d`.`did_group`))) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `cohort`, `bucket`
