-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 3
-- p2 = 1
-- p3 = ""
-- p4 = 7
-- p5 = "$device:"
-- p6 = {"identifier":"properties.key_admin"}
-- p7 = "true"
-- p8 = "false"
-- p9 = {"identifier":"properties.key_plan"}
-- p10 = "["
-- p11 = "null"
-- p12 = {"identifier":"properties.key_plan"}
-- p13 = ["]","}"]
-- p14 = ["[","]","{","}"]
-- p15 = ["[","]","{","}"]
-- p16 = {"identifier":"properties.key_plan"}
-- p17 = {"identifier":"properties.key_plan"}
-- p18 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p19 = ["[","{"]
-- p20 = ["]","}"]
-- p21 = {"identifier":"properties.key_plan"}
-- p22 = {"identifier":"properties.key_plan"}
-- p23 = {"identifier":"properties.key_plan"}
-- p24 = {"identifier":"properties.key_plan"}
-- p25 = {"identifier":"properties.key_plan"}
-- p26 = 1000
-- p27 = 1769986800000
-- p28 = 86400000
-- p29 = {"identifier":"properties.key_amount"}
-- p30 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p31 = [10,100]
-- p32 = {"identifier":"properties.key_amount"}
-- p33 = ["]","}"]
-- p34 = ["[","]","{","}"]
-- p35 = ["[","]","{","}"]
-- p36 = {"identifier":"properties.key_amount"}
-- p37 = {"identifier":"properties.key_amount"}
-- p38 = ["[","{"]
-- p39 = ["]","}"]
-- p40 = {"identifier":"properties.key_amount"}
-- p41 = {"identifier":"properties.key_amount"}
-- p42 = {"identifier":"properties.key_amount"}
-- p43 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p44 = {"identifier":"properties.key_amount"}
-- p45 = [10,100]
-- p46 = "UTC"
-- p47 = 1770246000000
-- p48 = "Ordered"
SELECT (`place` = 3) AS `of_range`, `of_all`, arrayElement({p0:Array(Int64)}, (`place` + 1)) AS `b`, `s0`, `s1`, `s2`, `s3`, count() AS `n`, count() AS `value`
FROM (SELECT `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`, `r`.`s1` AS `s1`, `r`.`s2` AS `s2`, `r`.`s3` AS `s3`, `r`.`u` AS `u`, arrayJoin(arrayPushBack(`r`.`places`, {p1:UInt64})) AS `place`
FROM (SELECT toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `s1`, `s2`, `s3`, `u`, bitPositionsToArray(groupBitOr(bitShiftLeft({p2:UInt64}, toUInt8(`b`)))) AS `places`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`, arrayJoin(`r`.`segments_2`) AS `s2`, arrayJoin(`r`.`segments_3`) AS `s3`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, if(empty(`p`.`segments_1`), [{p3:String}], `p`.`segments_1`) AS `segments_1`, if(empty(`p`.`segments_2`), [{p3:String}], `p`.`segments_2`) AS `segments_2`, [if(toUInt8(materialize((`r`.`u` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p5:String}))))))) AND ({p6:Identifier} = {p7:String})))))), {p7:String}, {p8:String})] AS `segments_3`
FROM (SELECT DISTINCT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT intDiv((toUnixTimestamp64Milli(`time`) - {p27:Int64}), {p28:Int64}) AS `b`, `unit_hash` AS `actor`, if(startsWith({p29:Identifier}, {p10:String}), arrayDistinct(arrayMap(((`v`) -> if((substring(`v`, 1, 1) IN {p30:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero(`v`))), {p31:Array(Float64)})), {p3:String})), if(startsWith({p32:Identifier}, {p10:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p33:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p34:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p35:Array(String)}))), `tokens`), [{p36:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p37:Identifier}, {p18:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p38:Array(String)})) - toInt32((`e` IN {p39:Array(String)})))), extractAll({p40:Identifier}, {p18:String})))]), 1), [{p41:Identifier}]))), [if((substring({p42:Identifier}, 1, 1) IN {p43:Array(String)}), toString(arrayCount(((`bound`) -> (`bound` <= toFloat64OrZero({p44:Identifier}))), {p45:Array(Float64)})), {p3:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p27:Int64}, {p46:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p47:Int64}, {p46:String}))) AND (`time` >= fromUnixTimestamp64Milli({p27:Int64}, {p46:String})) AND (`time` < fromUnixTimestamp64Milli({p47:Int64}, {p46:String})) AND (`name` = {p48:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p9:Identifier}, {p10:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p11:String}), {p3:String}, `v`)), `v`, {p3:String})), if(startsWith({p12:Identifier}, {p10:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p13:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p14:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p15:Array(String)}))), `tokens`), [{p16:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p17:Identifier}, {p18:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p19:Array(String)})) - toInt32((`e` IN {p20:Array(String)})))), extractAll({p21:Identifier}, {p18:String})))]), 1), [{p22:Identifier}]))), [if(notEmpty(if(({p23:Identifier} = {p11:String}), {p3:String}, {p24:Identifier})), {p25:Identifier}, {p3:String})]) AS `segments_1`, if(empty(arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p26:UInt32})), `group_ids`, `group_keys`)))), [{p3:String}], arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p26:UInt32})), `group_ids`, `group_keys`)))) AS `segments_2`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p4:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p4:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p4:UInt32}) AND startsWith(`distinct_id`, {p5:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `s1`, `s2`, `s3`, `u`), (`u`))) AS `r`) AS `r`
GROUP BY `of_all`, `s0`, `s1`, `s2`, `s3`, `place`
LIMIT 20000
