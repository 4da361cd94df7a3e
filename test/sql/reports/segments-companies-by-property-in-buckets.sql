-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = {"identifier":"properties.key_seats"}
-- p2 = "["
-- p3 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p4 = [10,100]
-- p5 = {"identifier":"properties.key_seats"}
-- p6 = ["]","}"]
-- p7 = ["[","]","{","}"]
-- p8 = ["[","]","{","}"]
-- p9 = {"identifier":"properties.key_seats"}
-- p10 = {"identifier":"properties.key_seats"}
-- p11 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p12 = ["[","{"]
-- p13 = ["]","}"]
-- p14 = {"identifier":"properties.key_seats"}
-- p15 = {"identifier":"properties.key_seats"}
-- p16 = {"identifier":"properties.key_seats"}
-- p17 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p18 = {"identifier":"properties.key_seats"}
-- p19 = [10,100]
-- p20 = 7
-- p21 = 1000
-- p22 = [1769986800000,1770073200000,1770159600000]
-- p23 = 1769986800000
-- p24 = "UTC"
-- p25 = 1770246000000
-- p26 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p22:Array(Int64)}) AS `b`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p20:UInt32}) AND (`scope` = {p21:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p23:Int64}, {p24:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p25:Int64}, {p24:String}))) AND (`time` >= fromUnixTimestamp64Milli({p23:Int64}, {p24:String})) AND (`time` < fromUnixTimestamp64Milli({p25:Int64}, {p24:String})) AND (`name` = {p26:String}))) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p1:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p3:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p4:Array(Float64)})), {p0:String})), if(startsWith({p5:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p8:Array(String)}))), `tokens`), [{p9:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p10:Identifier}, {p11:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p12:Array(String)})) - toInt32((`e` IN {p13:Array(String)})))), extractAll({p14:Identifier}, {p11:String})))]), 1), [{p15:Identifier}]))), [if((substring({p16:Identifier}, 1, 1) IN {p17:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero({p18:Identifier}))), {p19:Array(Float64)})), {p0:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p20:UInt32}) AND (`group_key` = {p21:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
