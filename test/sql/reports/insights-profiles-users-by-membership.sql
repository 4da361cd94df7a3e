-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = "\"pro\""
-- p1 = ""
-- p2 = " other"
-- p3 = "["
-- p4 = "null"
-- p5 = ["]","}"]
-- p6 = ["[","]","{","}"]
-- p7 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p8 = ["[","{"]
-- p9 = ["]","}"]
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = 7
-- p12 = 1000
-- p13 = "$device:"
SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`u` AS `u`, if((tuple(`r`.`s0`) IN [tuple({p0:String}), tuple({p1:String})]), `r`.`s0`, {p2:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p1:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `user_hash` AS `u`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p11:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p11:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p11:UInt32}) AND startsWith(`distinct_id`, {p13:String}))))))))) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(empty(arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith(`each`, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(`each`, {p7:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p4:String}), {p1:String}, `each`)), `each`, {p1:String})])), arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p10:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p11:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p10:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p11:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0))), 2), {p1:String})), arrayFilter(((`g`, `k`) -> (`k` = {p12:UInt32})), `group_hashes`, `group_keys`)))))), [{p1:String}], arrayDistinct(arrayFlatten(arrayMap(((`each`) -> if(startsWith(`each`, {p3:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p4:String}), {p1:String}, `v`)), `v`, {p1:String})), if(startsWith(`each`, {p3:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`), [`each`])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll(`each`, {p7:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p8:Array(String)})) - toInt32((`e` IN {p9:Array(String)})))), extractAll(`each`, {p7:String})))]), 1), [`each`]))), [if(notEmpty(if((`each` = {p4:String}), {p1:String}, `each`)), `each`, {p1:String})])), arrayMap(((`h`) -> transform(`h`, tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p10:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p11:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0))), 1), tupleElement((SELECT tuple(groupArray(`group_hash`), groupArray({p10:Identifier}))
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p11:UInt32}) AND (`group_key` = {p12:UInt32}) AND (`deleted` = 0))), 2), {p1:String})), arrayFilter(((`g`, `k`) -> (`k` = {p12:UInt32})), `group_hashes`, `group_keys`)))))) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p11:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p11:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p11:UInt32}) AND startsWith(`distinct_id`, {p13:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`), ())
