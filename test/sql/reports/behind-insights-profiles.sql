-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = {"identifier":"properties.key_plan"}
-- p2 = "["
-- p3 = "null"
-- p4 = ["]","}"]
-- p5 = ["[","]","{","}"]
-- p6 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p7 = ["[","{"]
-- p8 = ["]","}"]
-- p9 = 7
-- p10 = "$device:"
-- p11 = "\"pro\""
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `user_hash` AS `u`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p9:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p9:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p9:UInt32}) AND startsWith(`distinct_id`, {p10:String}))))))))) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p1:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p1:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p4:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p5:Array(String)}))), `tokens`), [{p1:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p1:Identifier}, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p7:Array(String)})) - toInt32((`e` IN {p8:Array(String)})))), extractAll({p1:Identifier}, {p6:String})))]), 1), [{p1:Identifier}]))), [if(notEmpty(if(({p1:Identifier} = {p3:String}), {p0:String}, {p1:Identifier})), {p1:Identifier}, {p0:String})]) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p9:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p9:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p9:UInt32}) AND startsWith(`distinct_id`, {p10:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
WHERE ((`r`.`s0` = {p11:String}))) AS `r`
