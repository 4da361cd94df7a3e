-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "["
-- p1 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p2 = [1,5,20]
-- p3 = ""
-- p4 = ["]","}"]
-- p5 = ["[","]","{","}"]
-- p6 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p7 = ["[","{"]
-- p8 = ["]","}"]
-- p9 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p10 = 7
-- p11 = 1769986800000
-- p12 = 86400000
-- p13 = 1000
-- p14 = "UTC"
-- p15 = 1770245999999
-- p16 = 1770246000000
-- p17 = "Opened"
-- p18 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if(startsWith(toString(`d`.`did_users`), {p0:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p1:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p2:Array(Float64)})), {p3:String})), if(startsWith(toString(`d`.`did_users`), {p0:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [toString(`d`.`did_users`)])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(toString(`d`.`did_users`), {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p7:Array(String)})) - toInt32((`e` IN {p8:Array(String)})))), extractAll(toString(`d`.`did_users`), {p6:String})))]), 1), [toString(`d`.`did_users`)]))), [if((substring(toString(`d`.`did_users`), 1, 1) IN {p9:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(toString(`d`.`did_users`)))), {p2:Array(Float64)})), {p3:String})]) AS `segments_0`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`
FROM (SELECT ({p11:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p11:Int64}), {p12:Int64}) * {p12:Int64})) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = {p13:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p11:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p14:String})) AND (`name` = {p18:String}))) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `did_group`, `did_interval`, count() AS `did_users`
FROM (SELECT `did_group`, `did_interval`, `u`
FROM (SELECT `r`.`did_group` AS `did_group`, `r`.`did_interval` AS `did_interval`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `did_group`, ({p11:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p11:Int64}), {p12:Int64}) * {p12:Int64})) AS `did_interval`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p10:UInt32}) AND (`scope` = {p13:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p11:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p14:String})) AND (`name` = {p17:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p10:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `did_group`, `did_interval`, `u`) AS `r`
GROUP BY `did_group`, `did_interval`) AS `d` ON ((`r`.`u` = `d`.`did_group`) AND (`r`.`b` = `d`.`did_interval`))) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
