-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"pro\""
-- p1 = ""
-- p2 = " other"
-- p3 = {"identifier":"properties.key_plan"}
-- p4 = "["
-- p5 = "null"
-- p6 = ["]","}"]
-- p7 = ["[","]","{","}"]
-- p8 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p9 = ["[","{"]
-- p10 = ["]","}"]
-- p11 = 7
-- p12 = 1000
SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`u` AS `u`, if((tuple(`r`.`s0`) IN [tuple({p0:String}), tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p1:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `group_hash` AS `u`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p11:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0))) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p3:Identifier}, {p4:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p5:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith({p3:Identifier}, {p4:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p6:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`), [{p3:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p3:Identifier}, {p8:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p9:Array(String)})) - toInt32((`e` IN {p10:Array(String)})))), extractAll({p3:Identifier}, {p8:String})))]), 1), [{p3:Identifier}]))), [if(notEmpty(if(({p3:Identifier} = {p5:String}), {p1:String}, {p3:Identifier})), {p3:Identifier}, {p1:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p11:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`), ())
