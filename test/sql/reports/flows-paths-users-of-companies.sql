-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 3600000
-- p1 = ""
-- p2 = -1
-- p3 = "00000000-0000-0000-0000-000000000000"
-- p4 = 7
-- p5 = 1000
-- p6 = 1769986800000
-- p7 = "UTC"
-- p8 = 1770245999999
-- p9 = 1770246000000
-- p10 = "Signed up"
-- p11 = 1769983200000
-- p12 = 1770249599999
-- p13 = 1770249600000
SELECT toUInt8(grouping(`path`)) AS `of_all`, `path`, count() AS `paths`, uniqExact(`u`) AS `units`
FROM (SELECT `r`.`u` AS `u`, `r`.`path` AS `path`
FROM (SELECT `r`.`u` AS `u`, `r`.`before_1` AS `before_1`, `r`.`event_0` AS `event_0`, `r`.`event_1` AS `event_1`, `r`.`event_2` AS `event_2`, array(if(((tupleElement(`r`.`before_1`, 1) >= 0) AND (tupleElement(`r`.`before_1`, 1) >= (tupleElement(`r`.`event_0`, 1) - {p0:Int64}))), tupleElement(`r`.`before_1`, 3), {p1:String}), if(1, tupleElement(`r`.`event_0`, 3), {p1:String}), if(((tupleElement(`r`.`event_1`, 1) >= 0) AND (tupleElement(`r`.`event_1`, 1) <= (tupleElement(`r`.`event_0`, 1) + {p0:Int64}))), tupleElement(`r`.`event_1`, 3), {p1:String}), if(((tupleElement(`r`.`event_2`, 1) >= 0) AND (tupleElement(`r`.`event_2`, 1) <= (tupleElement(`r`.`event_0`, 1) + {p0:Int64}))), tupleElement(`r`.`event_2`, 3), {p1:String})) AS `path`
FROM (SELECT `r`.`u` AS `u`, `one_before_1` AS `before_1`, `one_event_0` AS `event_0`, `one_event_1` AS `event_1`, `one_event_2` AS `event_2`
FROM (SELECT `r`.`u` AS `u`, arrayFilter(((`e`, `m`) -> (`m` != 0)), arraySlice(arrayResize(`r`.`events`, negate(toInt64((length(`r`.`events`) + 1))), tuple({p2:Int64}, {p3:UUID}, {p1:String}, toUInt8(0))), 1, length(`r`.`events`)), `r`.`anchors`) AS `before_1`, arrayFilter(((`e`, `m`) -> (`m` != 0)), arrayResize(arraySlice(`r`.`events`, 1), length(`r`.`events`), tuple({p2:Int64}, {p3:UUID}, {p1:String}, toUInt8(0))), `r`.`anchors`) AS `event_0`, arrayFilter(((`e`, `m`) -> (`m` != 0)), arrayResize(arraySlice(`r`.`events`, 2), length(`r`.`events`), tuple({p2:Int64}, {p3:UUID}, {p1:String}, toUInt8(0))), `r`.`anchors`) AS `event_1`, arrayFilter(((`e`, `m`) -> (`m` != 0)), arrayResize(arraySlice(`r`.`events`, 3), length(`r`.`events`), tuple({p2:Int64}, {p3:UUID}, {p1:String}, toUInt8(0))), `r`.`anchors`) AS `event_2`
FROM (SELECT `r`.`u` AS `u`, `r`.`events` AS `events`, arrayMap(((`i`, `n`) -> (`i` = `n`)), arrayEnumerate(arrayMap(((`e`) -> tupleElement(`e`, 4)), `r`.`events`)), arrayWithConstant(length(arrayMap(((`e`) -> tupleElement(`e`, 4)), `r`.`events`)), indexOf(arrayMap(((`e`) -> tupleElement(`e`, 4)), `r`.`events`), 1))) AS `anchors`
FROM (SELECT `r`.`u` AS `u`, arraySort(`r`.`events`) AS `events`
FROM (SELECT `u`, groupArrayIf(tuple(`t`, `id`, `event`, `is_anchor`), (`is_step` = 1)) AS `events`
FROM (SELECT `r`.`u` AS `u`, `r`.`id` AS `id`, max(`r`.`t`) AS `t`, max(`r`.`event`) AS `event`, max(`r`.`is_anchor`) AS `is_anchor`, max(`r`.`is_step`) AS `is_step`, max(`r`.`is_excluded`) AS `is_excluded`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`event` AS `event`, `r`.`is_anchor` AS `is_anchor`, `r`.`is_step` AS `is_step`, `r`.`is_excluded` AS `is_excluded`, `r`.`u` AS `u`
FROM (SELECT `r`.`t` AS `t`, `r`.`id` AS `id`, `r`.`event` AS `event`, `r`.`is_anchor` AS `is_anchor`, `r`.`is_step` AS `is_step`, `r`.`is_excluded` AS `is_excluded`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `event_id` AS `id`, toString(`name`) AS `event`, toUInt8(((`name` = {p10:String}) AND (toUnixTimestamp64Milli(`time`) >= {p6:Int64}) AND (toUnixTimestamp64Milli(`time`) < {p9:Int64}))) AS `is_anchor`, toUInt8(1) AS `is_step`, toUInt8(0) AS `is_excluded`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p5:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p7:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p11:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p13:Int64}, {p7:String})))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` INNER JOIN (SELECT `r`.`u` AS `anchored_unit`, min(`r`.`t`) AS `first`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `actor_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p5:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p6:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p7:String})) AND (`name` = {p10:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p4:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `r`.`u`) AS `a` ON (`r`.`u` = `a`.`anchored_unit`)
WHERE ((`r`.`t` >= (`a`.`first` - {p0:Int64})) AND (`r`.`t` <= (`a`.`first` + {p0:Int64})))) AS `r`
GROUP BY `r`.`u`, `r`.`id`) AS `r`
GROUP BY `u`
HAVING (max(`is_anchor`) = 1)) AS `r`) AS `r`) AS `r`) AS `r` ARRAY JOIN `r`.`before_1` AS `one_before_1`, `r`.`event_0` AS `one_event_0`, `r`.`event_1` AS `one_event_1`, `r`.`event_2` AS `one_event_2`) AS `r`) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`path`), ())
ORDER BY `of_all` DESC, `paths` DESC, `path` ASC
LIMIT 100
