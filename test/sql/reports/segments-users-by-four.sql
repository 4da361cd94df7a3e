-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = ""
-- p1 = 7
-- p2 = "$device:"
-- p3 = {"identifier":"properties.key_admin"}
-- p4 = "true"
-- p5 = "false"
-- p6 = {"identifier":"properties.key_plan"}
-- p7 = "["
-- p8 = "null"
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = ["]","}"]
-- p11 = ["[","]","{","}"]
-- p12 = ["[","]","{","}"]
-- p13 = {"identifier":"properties.key_plan"}
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p16 = ["[","{"]
-- p17 = ["]","}"]
-- p18 = {"identifier":"properties.key_plan"}
-- p19 = {"identifier":"properties.key_plan"}
-- p20 = {"identifier":"properties.key_plan"}
-- p21 = {"identifier":"properties.key_plan"}
-- p22 = {"identifier":"properties.key_plan"}
-- p23 = 1000
-- p24 = [1769986800000,1770073200000,1770159600000]
-- p25 = {"identifier":"properties.key_amount"}
-- p26 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p27 = [10,100]
-- p28 = {"identifier":"properties.key_amount"}
-- p29 = ["]","}"]
-- p30 = ["[","]","{","}"]
-- p31 = ["[","]","{","}"]
-- p32 = {"identifier":"properties.key_amount"}
-- p33 = {"identifier":"properties.key_amount"}
-- p34 = ["[","{"]
-- p35 = ["]","}"]
-- p36 = {"identifier":"properties.key_amount"}
-- p37 = {"identifier":"properties.key_amount"}
-- p38 = {"identifier":"properties.key_amount"}
-- p39 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p40 = {"identifier":"properties.key_amount"}
-- p41 = [10,100]
-- p42 = 1769986800000
-- p43 = "UTC"
-- p44 = 1770246000000
-- p45 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, `s1`, `s2`, `s3`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`, arrayJoin(`r`.`segments_2`) AS `s2`, arrayJoin(`r`.`segments_3`) AS `s3`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, if(empty(`p`.`segments_1`), [{p0:String}], `p`.`segments_1`) AS `segments_1`, if(empty(`p`.`segments_2`), [{p0:String}], `p`.`segments_2`) AS `segments_2`, [if(toUInt8(materialize((`r`.`u` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p1:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p1:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p1:UInt32}) AND startsWith(`distinct_id`, {p2:String}))))))) AND ({p3:Identifier} = {p4:String})))))), {p4:String}, {p5:String})] AS `segments_3`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p24:Array(Int64)}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p25:Identifier}, {p7:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p26:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p27:Array(Float64)})), {p0:String})), if(startsWith({p28:Identifier}, {p7:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p29:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p30:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p31:Array(String)}))), `tokens`), [{p32:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p33:Identifier}, {p15:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p34:Array(String)})) - toInt32((`e` IN {p35:Array(String)})))), extractAll({p36:Identifier}, {p15:String})))]), 1), [{p37:Identifier}]))), [if((substring({p38:Identifier}, 1, 1) IN {p39:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero({p40:Identifier}))), {p41:Array(Float64)})), {p0:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p42:Int64}, {p43:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p44:Int64}, {p43:String}))) AND (`time` >= fromUnixTimestamp64Milli({p42:Int64}, {p43:String})) AND (`time` < fromUnixTimestamp64Milli({p44:Int64}, {p43:String})) AND (`name` = {p45:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p1:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p6:Identifier}, {p7:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p8:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p9:Identifier}, {p7:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p10:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p11:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p12:Array(String)}))), `tokens`), [{p13:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p14:Identifier}, {p15:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p16:Array(String)})) - toInt32((`e` IN {p17:Array(String)})))), extractAll({p18:Identifier}, {p15:String})))]), 1), [{p19:Identifier}]))), [if(notEmpty(if(({p20:Identifier} = {p8:String}), {p0:String}, {p21:Identifier})), {p22:Identifier}, {p0:String})]) AS `segments_1`, if(empty(arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p23:UInt32})), `group_ids`, `group_keys`)))), [{p0:String}], arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p23:UInt32})), `group_ids`, `group_keys`)))) AS `segments_2`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p1:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p1:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p1:UInt32}) AND startsWith(`distinct_id`, {p2:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`, `s1`, `s2`, `s3`), (`s0`, `s1`, `s2`, `s3`), (`b`), ())
LIMIT 20000
