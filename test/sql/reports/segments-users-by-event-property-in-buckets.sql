-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = [1769986800000,1770073200000,1770159600000]
-- p2 = {"identifier":"properties.key_amount"}
-- p3 = "["
-- p4 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p5 = [10,100]
-- p6 = ""
-- p7 = {"identifier":"properties.key_amount"}
-- p8 = ["]","}"]
-- p9 = ["[","]","{","}"]
-- p10 = ["[","]","{","}"]
-- p11 = {"identifier":"properties.key_amount"}
-- p12 = {"identifier":"properties.key_amount"}
-- p13 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p14 = ["[","{"]
-- p15 = ["]","}"]
-- p16 = {"identifier":"properties.key_amount"}
-- p17 = {"identifier":"properties.key_amount"}
-- p18 = {"identifier":"properties.key_amount"}
-- p19 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p20 = {"identifier":"properties.key_amount"}
-- p21 = [10,100]
-- p22 = 1769986800000
-- p23 = "UTC"
-- p24 = 1770246000000
-- p25 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p1:Array(Int64)}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p2:Identifier}, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p4:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p5:Array(Float64)})), {p6:String})), if(startsWith({p7:Identifier}, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p8:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p9:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p10:Array(String)}))), `tokens`), [{p11:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p12:Identifier}, {p13:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p14:Array(String)})) - toInt32((`e` IN {p15:Array(String)})))), extractAll({p16:Identifier}, {p13:String})))]), 1), [{p17:Identifier}]))), [if((substring({p18:Identifier}, 1, 1) IN {p19:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero({p20:Identifier}))), {p21:Array(Float64)})), {p6:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p22:Int64}, {p23:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p24:Int64}, {p23:String}))) AND (`time` >= fromUnixTimestamp64Milli({p22:Int64}, {p23:String})) AND (`time` < fromUnixTimestamp64Milli({p24:Int64}, {p23:String})) AND (`name` = {p25:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
