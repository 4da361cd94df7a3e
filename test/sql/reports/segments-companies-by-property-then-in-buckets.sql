-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "["
-- p1 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p2 = [10]
-- p3 = ""
-- p4 = ["]","}"]
-- p5 = ["[","]","{","}"]
-- p6 = ["[","]","{","}"]
-- p7 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p8 = ["[","{"]
-- p9 = ["]","}"]
-- p10 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p11 = [10]
-- p12 = 7
-- p13 = 1000
-- p14 = "seats"
-- p15 = [1769986800000,1770073200000,1770159600000]
-- p16 = 1769986800000
-- p17 = "UTC"
-- p18 = 1770246000000
-- p19 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, if(startsWith(`v`.`value`, {p0:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p1:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p2:Array(Float64)})), {p3:String})), if(startsWith(`v`.`value`, {p0:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [`v`.`value`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`v`.`value`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(`v`.`value`, {p7:String})))]), 1), [`v`.`value`]))), [if((substring(`v`.`value`, 1, 1) IN {p10:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`.`value`))), {p11:Array(Float64)})), {p3:String})]) AS `segments_0`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p15:Array(Int64)}) AS `b`, `unit_hash` AS `u`, `unit_hash` AS `unit_hash`, `time` AS `time`
FROM `unit_events`
WHERE ((`project_id` = {p12:UInt32}) AND (`scope` = {p13:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p17:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p17:String}))) AND (`time` >= fromUnixTimestamp64Milli({p16:Int64}, {p17:String})) AND (`time` < fromUnixTimestamp64Milli({p18:Int64}, {p17:String})) AND (`name` = {p19:String}))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p12:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`name` = {p14:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
