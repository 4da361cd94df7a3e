-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = {"identifier":"properties.key_plan"}
-- p2 = "["
-- p3 = "null"
-- p4 = {"identifier":"properties.key_plan"}
-- p5 = ["]","}"]
-- p6 = ["[","]","{","}"]
-- p7 = ["[","]","{","}"]
-- p8 = {"identifier":"properties.key_plan"}
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p11 = ["[","{"]
-- p12 = ["]","}"]
-- p13 = {"identifier":"properties.key_plan"}
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = {"identifier":"properties.key_plan"}
-- p16 = {"identifier":"properties.key_plan"}
-- p17 = {"identifier":"properties.key_plan"}
-- p18 = 7
-- p19 = 1000
-- p20 = "$device:"
-- p21 = {"identifier":"properties.key_plan"}
-- p22 = {"identifier":"properties.key_plan"}
-- p23 = ["]","}"]
-- p24 = ["[","]","{","}"]
-- p25 = ["[","]","{","}"]
-- p26 = {"identifier":"properties.key_plan"}
-- p27 = {"identifier":"properties.key_plan"}
-- p28 = ["[","{"]
-- p29 = ["]","}"]
-- p30 = {"identifier":"properties.key_plan"}
-- p31 = {"identifier":"properties.key_plan"}
-- p32 = {"identifier":"properties.key_plan"}
-- p33 = {"identifier":"properties.key_plan"}
-- p34 = {"identifier":"properties.key_plan"}
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`
FROM ((SELECT `group_hash` AS `u`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p18:UInt32}) AND (`group_key` = {p19:UInt32}) AND (`deleted` = 0)))
UNION ALL (SELECT `group_hash` AS `u`
FROM (SELECT DISTINCT `group_hash`, `group_id`
FROM ((SELECT `group_hash`, `group_id`
FROM `known_groups`
WHERE ((`project_id` = {p18:UInt32}) AND (`group_key` = {p19:UInt32})))
UNION ALL (SELECT tupleElement(`member`, 2) AS `group_hash`, tupleElement(`member`, 3) AS `group_id`
FROM (SELECT arrayJoin(arrayZip(`group_keys`, `group_hashes`, `group_ids`)) AS `member`
FROM `user_profiles` FINAL
WHERE (has(`group_keys`, {p19:UInt32}) AND (`project_id` = {p18:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p18:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p18:UInt32}) AND startsWith(`distinct_id`, {p20:String})))))))))
WHERE (tupleElement(`member`, 1) = {p19:UInt32})))
WHERE (`group_hash` NOT IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p18:UInt32}) AND (`group_key` = {p19:UInt32}) AND (`deleted` = 0)))))
WHERE 1))) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p1:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p4:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`), [{p8:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p9:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll({p13:Identifier}, {p10:String})))]), 1), [{p14:Identifier}]))), [if(notEmpty(if(({p15:Identifier} = {p3:String}), {p0:String}, {p16:Identifier})), {p17:Identifier}, {p0:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p18:UInt32}) AND (`group_key` = {p19:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
WHERE ((NOT (`r`.`s0` IN (SELECT `s0`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, if(empty(`p`.`segments_0`), [{p0:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`
FROM ((SELECT `group_hash` AS `u`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p18:UInt32}) AND (`group_key` = {p19:UInt32}) AND (`deleted` = 0)))
UNION ALL (SELECT `group_hash` AS `u`
FROM (SELECT DISTINCT `group_hash`, `group_id`
FROM ((SELECT `group_hash`, `group_id`
FROM `known_groups`
WHERE ((`project_id` = {p18:UInt32}) AND (`group_key` = {p19:UInt32})))
UNION ALL (SELECT tupleElement(`member`, 2) AS `group_hash`, tupleElement(`member`, 3) AS `group_id`
FROM (SELECT arrayJoin(arrayZip(`group_keys`, `group_hashes`, `group_ids`)) AS `member`
FROM `user_profiles` FINAL
WHERE (has(`group_keys`, {p19:UInt32}) AND (`project_id` = {p18:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p18:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p18:UInt32}) AND startsWith(`distinct_id`, {p20:String})))))))))
WHERE (tupleElement(`member`, 1) = {p19:UInt32})))
WHERE (`group_hash` NOT IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p18:UInt32}) AND (`group_key` = {p19:UInt32}) AND (`deleted` = 0)))))
WHERE 1))) AS `r`
LEFT ANY JOIN (SELECT `group_hash` AS `profile_hash`, if(startsWith({p21:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p22:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p23:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p24:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p25:Array(String)}))), `tokens`), [{p26:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p27:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p28:Array(String)})) - toInt32((`e` IN {p29:Array(String)})))), extractAll({p30:Identifier}, {p10:String})))]), 1), [{p31:Identifier}]))), [if(notEmpty(if(({p32:Identifier} = {p3:String}), {p0:String}, {p33:Identifier})), {p34:Identifier}, {p0:String})]) AS `segments_0`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p18:UInt32}) AND (`group_key` = {p19:UInt32}) AND (`deleted` = 0))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`), ()))
WHERE (`of_all` = 0)
ORDER BY ifNull(toFloat64(`value`), (-9007199254740991)) DESC, `s0` ASC
LIMIT 10))))) AS `r`
