-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 3
-- p2 = ""
-- p3 = [0,1]
-- p4 = {"identifier":"properties.key_seats"}
-- p5 = "["
-- p6 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p7 = [10,100]
-- p8 = ["]","}"]
-- p9 = ["[","]","{","}"]
-- p10 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p11 = ["[","{"]
-- p12 = ["]","}"]
-- p13 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p14 = 7
-- p15 = 1000
-- p16 = 1
-- p17 = 1769986800000
-- p18 = 86400000
-- p19 = "UTC"
-- p20 = 1770246000000
-- p21 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`u` AS `u`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p2:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, `r`.`segments_0` AS `segments_0`, arrayJoin({p3:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`places` AS `places`, if(empty(`p`.`segments_0`), [{p2:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p16:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p17:Int64}), {p18:Int64}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p14:UInt32}) AND (`scope` = {p15:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p17:Int64}, {p19:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p19:String}))) AND (`time` >= fromUnixTimestamp64Milli({p17:Int64}, {p19:String})) AND (`time` < fromUnixTimestamp64Milli({p20:Int64}, {p19:String})) AND (`name` = {p21:String}))) AS `r`
GROUP BY `u`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p4:Identifier}, {p5:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p6:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p7:Array(Float64)})), {p2:String})), if(startsWith({p4:Identifier}, {p5:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`), [{p4:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p4:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll({p4:Identifier}, {p10:String})))]), 1), [{p4:Identifier}]))), [if((substring({p4:Identifier}, 1, 1) IN {p13:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero({p4:Identifier}))), {p7:Array(Float64)})), {p2:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p14:UInt32}) AND (`group_key` = {p15:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `place`
LIMIT 20000
