-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = [1769986800000,1770073200000,1770159600000]
-- p2 = 1001
-- p3 = ""
-- p4 = 1769986800000
-- p5 = "UTC"
-- p6 = 1770246000000
-- p7 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT `r`.`b` AS `b`, `r`.`segments_0` AS `segments_0`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p1:Array(Int64)}) AS `b`, `unit_hash` AS `actor`, if(empty(arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p2:UInt32})), `group_ids`, `group_keys`)))), [{p3:String}], arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p2:UInt32})), `group_ids`, `group_keys`)))) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p0:UInt32}) AND (`scope` = 0) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p4:Int64}, {p5:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p5:String}))) AND (`time` >= fromUnixTimestamp64Milli({p4:Int64}, {p5:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p5:String})) AND (`name` = {p7:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
