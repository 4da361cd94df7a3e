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
-- p19 = "$device:"
-- p20 = 1769986800000
-- p21 = 86400000
-- p22 = {"identifier":"properties.key_plan"}
-- p23 = {"identifier":"properties.key_plan"}
-- p24 = ["]","}"]
-- p25 = ["[","]","{","}"]
-- p26 = ["[","]","{","}"]
-- p27 = {"identifier":"properties.key_plan"}
-- p28 = {"identifier":"properties.key_plan"}
-- p29 = ["[","{"]
-- p30 = ["]","}"]
-- p31 = {"identifier":"properties.key_plan"}
-- p32 = {"identifier":"properties.key_plan"}
-- p33 = {"identifier":"properties.key_plan"}
-- p34 = {"identifier":"properties.key_plan"}
-- p35 = {"identifier":"properties.key_plan"}
-- p36 = "UTC"
-- p37 = 1770246000000
-- p38 = "Ordered"
-- p39 = {"identifier":"properties.key_amount"}
-- p40 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p41 = {"identifier":"properties.key_plan"}
-- p42 = {"identifier":"properties.key_plan"}
-- p43 = ["]","}"]
-- p44 = ["[","]","{","}"]
-- p45 = ["[","]","{","}"]
-- p46 = {"identifier":"properties.key_plan"}
-- p47 = {"identifier":"properties.key_plan"}
-- p48 = ["[","{"]
-- p49 = ["]","}"]
-- p50 = {"identifier":"properties.key_plan"}
-- p51 = {"identifier":"properties.key_plan"}
-- p52 = {"identifier":"properties.key_plan"}
-- p53 = {"identifier":"properties.key_plan"}
-- p54 = {"identifier":"properties.key_plan"}
-- p55 = {"identifier":"properties.key_amount"}
-- p56 = {"identifier":"properties.key_plan"}
-- p57 = {"identifier":"properties.key_plan"}
-- p58 = ["]","}"]
-- p59 = ["[","]","{","}"]
-- p60 = ["[","]","{","}"]
-- p61 = {"identifier":"properties.key_plan"}
-- p62 = {"identifier":"properties.key_plan"}
-- p63 = ["[","{"]
-- p64 = ["]","}"]
-- p65 = {"identifier":"properties.key_plan"}
-- p66 = {"identifier":"properties.key_plan"}
-- p67 = {"identifier":"properties.key_plan"}
-- p68 = {"identifier":"properties.key_plan"}
-- p69 = {"identifier":"properties.key_plan"}
-- p70 = {"identifier":"properties.key_amount"}
-- p71 = ["-","0","1","2","3","4","5","6","7","8","9"]
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, `r`.`s1` AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, if(empty(`p`.`segments_1`), [{p0:String}], `p`.`segments_1`) AS `segments_1`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT ({p20:Int64} + (intDiv((toUnixTimestamp64Milli(`time`) - {p20:Int64}), {p21:Int64}) * {p21:Int64})) AS `b`, `unit_hash` AS `actor`, if(startsWith({p22:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p23:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p24:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p25:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p26:Array(String)}))), `tokens`), [{p27:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p28:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p29:Array(String)})) - toInt32((`e` IN {p30:Array(String)})))), extractAll({p31:Identifier}, {p10:String})))]), 1), [{p32:Identifier}]))), [if(notEmpty(if(({p33:Identifier} = {p3:String}), {p0:String}, {p34:Identifier})), {p35:Identifier}, {p0:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p18:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p36:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p37:Int64}, {p36:String}))) AND (`time` >= fromUnixTimestamp64Milli({p20:Int64}, {p36:String})) AND (`time` < fromUnixTimestamp64Milli({p37:Int64}, {p36:String})) AND (`name` = {p38:String}) AND (substring({p39:Identifier}, 1, 1) IN {p40:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p18:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p1:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p4:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p5:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p6:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p7:Array(String)}))), `tokens`), [{p8:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p9:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p11:Array(String)})) - toInt32((`e` IN {p12:Array(String)})))), extractAll({p13:Identifier}, {p10:String})))]), 1), [{p14:Identifier}]))), [if(notEmpty(if(({p15:Identifier} = {p3:String}), {p0:String}, {p16:Identifier})), {p17:Identifier}, {p0:String})]) AS `segments_1`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p18:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p18:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p18:UInt32}) AND startsWith(`distinct_id`, {p19:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
WHERE ((NOT (tuple(`r`.`s0`, `r`.`s1`) IN (SELECT `s0`, `s1`
FROM (SELECT toUInt8(1) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `s0`, `s1`, count() AS `n`, (sumIf(`x`, (`alone` = 1)) + arraySum(arrayMap(((`pair`) -> tupleElement(`pair`, 2)), groupUniqArrayIf(tuple(`id`, `x`), (NOT (`alone` = 1)))))) AS `value`
FROM (SELECT `r`.`id` AS `id`, `r`.`x` AS `x`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, arrayJoin(`r`.`segments_1`) AS `s1`, ((`r`.`alone` = 1) AND (length(`r`.`segments_1`) = 1)) AS `alone`
FROM (SELECT `r`.`id` AS `id`, `r`.`x` AS `x`, `r`.`u` AS `u`, `r`.`s0` AS `s0`, `r`.`alone` AS `alone`, if(empty(`p`.`segments_1`), [{p0:String}], `p`.`segments_1`) AS `segments_1`
FROM (SELECT `r`.`id` AS `id`, `r`.`x` AS `x`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`, ((`r`.`alone` = 1) AND (length(`r`.`segments_0`) = 1)) AS `alone`
FROM (SELECT `r`.`id` AS `id`, `r`.`x` AS `x`, `r`.`alone` AS `alone`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT `event_id` AS `id`, toFloat64OrZero({p55:Identifier}) AS `x`, `unit_hash` AS `actor`, (`siblings` = 1) AS `alone`, if(startsWith({p56:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p57:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p58:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p59:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p60:Array(String)}))), `tokens`), [{p61:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p62:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p63:Array(String)})) - toInt32((`e` IN {p64:Array(String)})))), extractAll({p65:Identifier}, {p10:String})))]), 1), [{p66:Identifier}]))), [if(notEmpty(if(({p67:Identifier} = {p3:String}), {p0:String}, {p68:Identifier})), {p69:Identifier}, {p0:String})]) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p18:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p20:Int64}, {p36:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p37:Int64}, {p36:String}))) AND (`time` >= fromUnixTimestamp64Milli({p20:Int64}, {p36:String})) AND (`time` < fromUnixTimestamp64Milli({p37:Int64}, {p36:String})) AND (`name` = {p38:String}) AND (substring({p70:Identifier}, 1, 1) IN {p71:Array(String)}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p18:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(startsWith({p41:Identifier}, {p2:String}), arrayDistinct(arrayMap(((`v`) -> if(notEmpty(if((`v` = {p3:String}), {p0:String}, `v`)), `v`, {p0:String})), if(startsWith({p42:Identifier}, {p2:String}), arrayElement(arrayMap(((`tokens`) -> if(((NOT arrayExists(((`t`) -> (`t` IN {p43:Array(String)})), `tokens`)) AND arrayExists(((`t`) -> (NOT (`t` IN {p44:Array(String)}))), `tokens`)), arrayFilter(((`t`) -> (NOT (`t` IN {p45:Array(String)}))), `tokens`), [{p46:Identifier}])), [arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p47:Identifier}, {p10:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p48:Array(String)})) - toInt32((`e` IN {p49:Array(String)})))), extractAll({p50:Identifier}, {p10:String})))]), 1), [{p51:Identifier}]))), [if(notEmpty(if(({p52:Identifier} = {p3:String}), {p0:String}, {p53:Identifier})), {p54:Identifier}, {p0:String})]) AS `segments_1`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p18:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p18:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p18:UInt32}) AND startsWith(`distinct_id`, {p19:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`s0`, `s1`), ()))
WHERE (`of_all` = 0)
ORDER BY ifNull(toFloat64(`value`), (-9007199254740991)) DESC, `s0` ASC, `s1` ASC
LIMIT 10))))) AS `r`
