-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1
-- p1 = 64
-- p2 = "1"
-- p3 = " other"
-- p4 = "["
-- p5 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p6 = [1,5,20]
-- p7 = ""
-- p8 = ["]","}"]
-- p9 = ["[","]","{","}"]
-- p10 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p11 = ["[","{"]
-- p12 = ["]","}"]
-- p13 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p14 = 7
-- p15 = 1769986800000
-- p16 = 259200000
-- p17 = 1000
-- p18 = "UTC"
-- p19 = 1770245999999
-- p20 = 1770246000000
-- p21 = "Opened"
-- p22 = 86400000
-- p23 = "Visited"
SELECT `of_all`, `b`, `s0`, `times`, count() AS `units`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, `u`, bitCount(groupBitOr(bitShiftLeft({p0:UInt64}, toUInt8((`part` % {p1:UInt8}))))) AS `times`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, if((tuple(`r`.`s0`) IN [tuple({p2:String})]), `r`.`s0`, {p3:String}) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`, if(startsWith(toString(`d`.`did_users`), {p4:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p5:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p6:Array(Float64)})), {p7:String})), if(startsWith(toString(`d`.`did_users`), {p4:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`), [toString(`d`.`did_users`)])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(toString(`d`.`did_users`), {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll(toString(`d`.`did_users`), {p10:String})))]), 1), [toString(`d`.`did_users`)]))), [if((substring(toString(`d`.`did_users`), 1, 1) IN {p13:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(toString(`d`.`did_users`)))), {p6:Array(Float64)})), {p7:String})]) AS `segments_0`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`part` AS `part`, `r`.`u` AS `u`
FROM (SELECT ({p15:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p15:Int64}), {p16:Int64}) * {p16:Int64})) AS `b`, intDiv((toUnixTimestamp64Milli(`time`) - {p15:Int64}), {p22:Int64}) AS `part`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p14:UInt32}) AND (`scope` = {p17:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p18:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p19:Int64}, {p18:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p15:Int64}, {p18:String})) AND (`time` < fromUnixTimestamp64Milli({p20:Int64}, {p18:String})) AND (`name` = {p23:String}))) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `did_group`, `did_interval`, count() AS `did_users`
FROM (SELECT `did_group`, `did_interval`, `u`
FROM (SELECT `r`.`did_group` AS `did_group`, `r`.`did_interval` AS `did_interval`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `did_group`, ({p15:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p15:Int64}), {p16:Int64}) * {p16:Int64})) AS `did_interval`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p14:UInt32}) AND (`scope` = {p17:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p18:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p19:Int64}, {p18:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p15:Int64}, {p18:String})) AND (`time` < fromUnixTimestamp64Milli({p20:Int64}, {p18:String})) AND (`name` = {p21:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p14:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `did_group`, `did_interval`, `u`) AS `r`
GROUP BY `did_group`, `did_interval`) AS `d` ON ((`r`.`u` = `d`.`did_group`) AND (`r`.`b` = `d`.`did_interval`))) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`, `u`), (`b`, `u`))) AS `r`
GROUP BY `of_all`, `b`, `s0`, `times`
