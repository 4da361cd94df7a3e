-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 1
-- p2 = "["
-- p3 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p4 = [10]
-- p5 = ""
-- p6 = ["]","}"]
-- p7 = ["[","]","{","}"]
-- p8 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p9 = ["[","{"]
-- p10 = ["]","}"]
-- p11 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p12 = 7
-- p13 = 1000
-- p14 = "seats"
-- p15 = 1769986800000
-- p16 = 86400000
-- p17 = "UTC"
-- p18 = 1770245999999
-- p19 = 1770246000000
-- p20 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `units` AS `n`, `units` AS `value`
FROM (SELECT `of_all`, `s0`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `units`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayZip(range(4), arrayPushBack(arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(arrayElement(`r`.`words`, 1), `p`)), range(3)))), count()))) AS `told`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `u`, [groupBitOr(bitShiftLeft({p1:UInt64}, toUInt8(`b`)))] AS `words`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`unit_hash` AS `unit_hash`, `r`.`time` AS `time`, if(startsWith(`v`.`value`, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p3:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p4:Array(Float64)})), {p5:String})), if(startsWith(`v`.`value`, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`), [`v`.`value`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`v`.`value`, {p8:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p9:Array(String)})) - toInt32((`e` IN {p10:Array(String)})))), extractAll(`v`.`value`, {p8:String})))]), 1), [`v`.`value`]))), [if((substring(`v`.`value`, 1, 1) IN {p11:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`.`value`))), {p4:Array(Float64)})), {p5:String})]) AS `segments_0`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p15:Int64}), {p16:Int64}) AS `b`, `unit_hash` AS `u`, `unit_hash` AS `unit_hash`, `time` AS `time`
FROM `unit_events`
WHERE ((`project_id` = {p12:UInt32}) AND (`scope` = {p13:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p17:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p18:Int64}, {p17:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p15:Int64}, {p17:String})) AND (`time` < fromUnixTimestamp64Milli({p19:Int64}, {p17:String})) AND (`name` = {p20:String}))) AS `r` ASOF LEFT JOIN (SELECT `group_hash` AS `value_hash`, `at` AS `value_at`, argMax(`value`, `revision`) AS `value`
FROM `group_history`
WHERE ((`project_id` = {p12:UInt32}) AND (`group_key` = {p13:UInt32}) AND (`name` = {p14:String}))
GROUP BY `group_hash`, `at`) AS `v` ON ((`r`.`unit_hash` = `v`.`value_hash`) AND (`r`.`time` >= `v`.`value_at`))) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `u`), (`u`))) AS `r`
GROUP BY `of_all`, `s0`))
WHERE (`units` > 0)
LIMIT 20000
