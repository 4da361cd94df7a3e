-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = [0,1]
-- p2 = "["
-- p3 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p4 = [1,5,20]
-- p5 = ["]","}"]
-- p6 = ["[","]","{","}"]
-- p7 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p8 = ["[","{"]
-- p9 = ["]","}"]
-- p10 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p11 = 7
-- p12 = 1000
-- p13 = 1769986800000
-- p14 = "UTC"
-- p15 = 1770245999999
-- p16 = 1770246000000
-- p17 = "Opened"
-- p18 = 604800000
-- p19 = "Signed up"
-- p20 = "Visited"
-- p21 = "Paid"
-- p22 = 1769986798000
-- p23 = 1770850799999
-- p24 = 1770850800000
-- p25 = ["Signed up","Visited","Paid"]
SELECT `of_all`, `s0`, countIf((length(`times`) >= 1)) AS `n_0`, countIf((length(`times`) >= 2)) AS `n_1`, countIf((length(`times`) >= 3)) AS `n_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_previous_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 2)), 0), (length(`times`) >= 3))) AS `since_previous_2`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))), avgIf(greatest((arrayElement(`times`, 2) - arrayElement(`times`, 1)), 0), (length(`times`) >= 2))) AS `since_entry_1`, arrayPushFront(arrayMap(((`q`) -> toFloat64(`q`)), quantilesExactInclusiveIf(0.5)(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))), avgIf(greatest((arrayElement(`times`, 3) - arrayElement(`times`, 1)), 0), (length(`times`) >= 3))) AS `since_entry_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p0:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, `r`.`segments_0` AS `segments_0`, arrayJoin({p1:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`attempt` AS `attempt`, `r`.`times` AS `times`, `r`.`entry` AS `entry`, if(startsWith(toString(`d`.`did_users`), {p2:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p3:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p4:Array(Float64)})), {p0:String})), if(startsWith(toString(`d`.`did_users`), {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [toString(`d`.`did_users`)])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(toString(`d`.`did_users`), {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(toString(`d`.`did_users`), {p7:String})))]), 1), [toString(`d`.`did_users`)]))), [if((substring(toString(`d`.`did_users`), 1, 1) IN {p10:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(toString(`d`.`did_users`)))), {p4:Array(Float64)})), {p0:String})]) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, toUInt32(1) AS `attempt`, arrayFilter(((`x`) -> (`x` > 0)), [`r`.`reached_0`, `r`.`reached_1`, `r`.`reached_2`]) AS `times`, `r`.`reached_0` AS `entry`
FROM (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`reached_1` AS `reached_1`, if((`r`.`reached_1` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_1` - 2000)) AND (`x` <= (`r`.`reached_0` + {p18:Int64})))), `r`.`times_2`)), toInt64(0)) AS `reached_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`reached_0` AS `reached_0`, `r`.`times_2` AS `times_2`, if((`r`.`reached_0` > 0), arrayMin(arrayFilter(((`x`) -> ((`x` >= (`r`.`reached_0` - 2000)) AND (`x` <= (`r`.`reached_0` + {p18:Int64})))), `r`.`times_1`)), toInt64(0)) AS `reached_1`
FROM (SELECT `u`, minIf(`t`, ((`is_step_0` = 1) AND (`t` >= {p13:Int64}) AND (`t` < {p16:Int64}))) AS `reached_0`, groupArrayIf(`t`, (`is_step_1` = 1)) AS `times_1`, groupArrayIf(`t`, (`is_step_2` = 1)) AS `times_2`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, {p0:String} AS `held`, toUInt8((`name` = {p19:String})) AS `is_step_0`, toUInt8((`name` = {p20:String})) AS `is_step_1`, toUInt8((`name` = {p21:String})) AS `is_step_2`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p11:UInt32}) AND (`scope` = {p12:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p22:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p24:Int64}, {p14:String})) AND (`name` IN {p25:Array(String)}))) AS `r`
GROUP BY `u`
HAVING (`reached_0` > 0)) AS `r`) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `did_group`, `did_interval`, count() AS `did_users`
FROM (SELECT `did_group`, `did_interval`, `u`
FROM (SELECT `r`.`did_group` AS `did_group`, `r`.`did_interval` AS `did_interval`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `unit_hash` AS `did_group`, toInt64(0) AS `did_interval`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p11:UInt32}) AND (`scope` = {p12:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p13:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p14:String})) AND (`name` = {p17:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p11:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `did_group`, `did_interval`, `u`) AS `r`
GROUP BY `did_group`, `did_interval`) AS `d` ON ((`r`.`u` = `d`.`did_group`))) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`
LIMIT 20000
