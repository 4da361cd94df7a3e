-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 3600000
-- p1 = ""
-- p2 = -1
-- p3 = "00000000-0000-0000-0000-000000000000"
-- p4 = 7
-- p5 = 1769986800000
-- p6 = "UTC"
-- p7 = 1770245999999
-- p8 = 1770246000000
-- p9 = "Signed up"
-- p10 = 1769983200000
-- p11 = 1770249599999
-- p12 = 1770249600000
-- p13 = 0
SELECT `place`, `event`, count() AS `paths`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, arrayElement(`r`.`path`, `r`.`place`) AS `event`
FROM (SELECT `r`.`u` AS `u`, `r`.`path` AS `path`, arrayJoin(arrayEnumerate(`r`.`path`)) AS `place`
FROM (SELECT `r`.`u` AS `u`, `r`.`path` AS `path`
FROM (SELECT `r`.`u` AS `u`, `r`.`before_3` AS `before_3`, `r`.`before_2` AS `before_2`, `r`.`before_1` AS `before_1`, `r`.`event_0` AS `event_0`, array(if(((tupleElement(`r`.`before_3`, 1) >= 0) AND (tupleElement(`r`.`before_3`, 1) >= (tupleElement(`r`.`event_0`, 1) - {p0:Int64}))), tupleElement(`r`.`before_3`, 3), {p1:String}), if(((tupleElement(`r`.`before_2`, 1) >= 0) AND (tupleElement(`r`.`before_2`, 1) >= (tupleElement(`r`.`event_0`, 1) - {p0:Int64}))), tupleElement(`r`.`before_2`, 3), {p1:String}), if(((tupleElement(`r`.`before_1`, 1) >= 0) AND (tupleElement(`r`.`before_1`, 1) >= (tupleElement(`r`.`event_0`, 1) - {p0:Int64}))), tupleElement(`r`.`before_1`, 3), {p1:String}), if(1, tupleElement(`r`.`event_0`, 3), {p1:String})) AS `path`
FROM (SELECT `r`.`u` AS `u`, `one_before_3` AS `before_3`, `one_before_2` AS `before_2`, `one_before_1` AS `before_1`, `one_event_0` AS `event_0`
FROM (SELECT `r`.`u` AS `u`, arrayFilter(((`e`, `m`) -> (`m` != 0)), arraySlice(arrayResize(`r`.`events`, negate(toInt64((length(`r`.`events`) + 3))), tuple({p2:Int64}, {p3:UUID}, {p1:String}, toUInt8(0))), 1, length(`r`.`events`)), `r`.`anchors`) AS `before_3`, arrayFilter(((`e`, `m`) -> (`m` != 0)), arraySlice(arrayResize(`r`.`events`, negate(toInt64((length(`r`.`events`) + 2))), tuple({p2:Int64}, {p3:UUID}, {p1:String}, toUInt8(0))), 1, length(`r`.`events`)), `r`.`anchors`) AS `before_2`, arrayFilter(((`e`, `m`) -> (`m` != 0)), arraySlice(arrayResize(`r`.`events`, negate(toInt64((length(`r`.`events`) + 1))), tuple({p2:Int64}, {p3:UUID}, {p1:String}, toUInt8(0))), 1, length(`r`.`events`)), `r`.`anchors`) AS `before_1`, arrayFilter(((`e`, `m`) -> (`m` != 0)), arrayResize(arraySlice(`r`.`events`, 1), length(`r`.`events`), tuple({p2:Int64}, {p3:UUID}, {p1:String}, toUInt8(0))), `r`.`anchors`) AS `event_0`
FROM (SELECT `r`.`u` AS `u`, `r`.`events` AS `events`, arrayMap(((`i`, `n`) -> (`i` = `n`)), arrayEnumerate(arrayMap(((`e`) -> tupleElement(`e`, 4)), `r`.`events`)), arrayWithConstant(length(arrayMap(((`e`) -> tupleElement(`e`, 4)), `r`.`events`)), indexOf(arrayMap(((`e`) -> tupleElement(`e`, 4)), `r`.`events`), 1))) AS `anchors`
FROM (SELECT `r`.`u` AS `u`, arraySort(`r`.`events`) AS `events`
FROM (SELECT `u`, groupArrayIf(tuple(`t`, `id`, `event`, `is_anchor`), (`is_step` = 1)) AS `events`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`event` AS `event`, `r`.`is_anchor` AS `is_anchor`, `r`.`is_step` AS `is_step`, `r`.`is_excluded` AS `is_excluded`, `r`.`u` AS `u`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`event` AS `event`, `r`.`is_anchor` AS `is_anchor`, `r`.`is_step` AS `is_step`, `r`.`is_excluded` AS `is_excluded`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, toString(`name`) AS `event`, toUInt8(((`name` = {p9:String}) AND (toUnixTimestamp64Milli(`time`) >= {p5:Int64}) AND (toUnixTimestamp64Milli(`time`) < {p8:Int64}))) AS `is_anchor`, toUInt8(1) AS `is_step`, toUInt8(0) AS `is_excluded`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p6:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p10:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p12:Int64}, {p6:String})))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` INNER JOIN (SELECT `r`.`u` AS `anchored_unit`, min(`r`.`t`) AS `first`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p6:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p5:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p8:Int64}, {p6:String})) AND (`name` = {p9:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `r`.`u`) AS `a` ON (`r`.`u` = `a`.`anchored_unit`)
WHERE ((`r`.`t` >= (`a`.`first` - {p0:Int64})) AND (`r`.`t` <= (`a`.`first` + {p13:Int64})))) AS `r`
GROUP BY `u`
HAVING (max(`is_anchor`) = 1)) AS `r`) AS `r`) AS `r`) AS `r` ARRAY JOIN `r`.`before_3` AS `one_before_3`, `r`.`before_2` AS `one_before_2`, `r`.`before_1` AS `one_before_1`, `r`.`event_0` AS `one_event_0`) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `place`, `event`
