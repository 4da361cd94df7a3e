-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [0,1,2,0,1,2,0,1,2,0,1,2]
-- p1 = [0,0,0,1,1,1,2,2,2,3,3,3]
-- p2 = 0
-- p3 = "\"acme\""
-- p4 = " other"
-- p5 = ""
-- p6 = [0,1]
-- p7 = 1000
-- p8 = 7
-- p9 = "$device:"
-- p10 = 1
-- p11 = 1769900400000
-- p12 = 86400000
-- p13 = 0
-- p14 = "UTC"
-- p15 = 1770245999999
-- p16 = 1770246000000
-- p17 = "Visited"
SELECT `of_all`, `s0`, tupleElement(`told`, 1) AS `place`, tupleElement(`told`, 2) AS `stage`, tupleElement(`told`, 3) AS `units`
FROM (SELECT `of_all`, `s0`, arrayJoin(arrayZip({p0:Array(Int64)}, {p1:Array(UInt32)}, arrayConcat(sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(if(`r`.`is_old`, {p2:UInt64}, bitAnd(`r`.`bits`, (bitNot(`r`.`bits`) + 1))), 1), `p`)), range(3))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(`r`.`bits`, bitShiftLeft(`r`.`bits`, 1)), 1), `p`)), range(3))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(bitAnd(`r`.`bits`, bitNot(bitShiftLeft(`r`.`bits`, 1))), bitNot(if(`r`.`is_old`, {p2:UInt64}, bitAnd(`r`.`bits`, (bitNot(`r`.`bits`) + 1))))), 1), `p`)), range(3))), sumForEach(arrayMap(((`p`) -> bitTest(bitShiftRight(bitAnd(bitNot(`r`.`bits`), bitShiftLeft(`r`.`bits`, 1)), 1), `p`)), range(3)))))) AS `told`
FROM (SELECT DISTINCT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`of_all` AS `of_all`, `r`.`s0` AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`of_all` AS `of_all`, if((tuple(`r`.`s0`) IN [tuple({p3:String})]), `r`.`s0`, {p4:String}) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`of_all` AS `of_all`, if((`r`.`of_all` = 1), array({p5:String}), `r`.`segments_0`) AS `segments_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, `r`.`segments_0` AS `segments_0`, arrayJoin({p6:Array(UInt32)}) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`bits` AS `bits`, `r`.`is_old` AS `is_old`, if(empty(`p`.`segments_0`), [{p5:String}], `p`.`segments_0`) AS `segments_0`
FROM (SELECT `u`, groupBitOrIf(bitShiftLeft({p10:UInt64}, toUInt8(`bit`)), (`t` >= {p11:Int64})) AS `bits`, (min(`t`) < {p11:Int64}) AS `is_old`
FROM (SELECT `r`.`t` AS `t`, `r`.`bit` AS `bit`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, intDiv((toUnixTimestamp64Milli(`time`) - {p11:Int64}), {p12:Int64}) AS `bit`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p8:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p14:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p14:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p13:Int64}, {p14:String})) AND (`time` < fromUnixTimestamp64Milli({p16:Int64}, {p14:String})) AND (`name` = {p17:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p8:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`bits` != 0)) AS `r`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, if(empty(arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p7:UInt32})), `group_ids`, `group_keys`)))), [{p5:String}], arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p7:UInt32})), `group_ids`, `group_keys`)))) AS `segments_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p8:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p8:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p8:UInt32}) AND startsWith(`distinct_id`, {p9:String}))))))))) AS `p` ON (`r`.`u` = `p`.`profile_hash`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `s0`)
