-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000]
-- p1 = 1001
-- p2 = ""
-- p3 = 7
-- p4 = 1000
-- p5 = 1769986800000
-- p6 = "UTC"
-- p7 = 1770246000000
-- p8 = "Ordered"
SELECT toUInt8(grouping(`b`)) AS `of_range`, toUInt8(grouping(`s0`)) AS `of_all`, `b`, `s0`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `r`.`b` AS `b`, `r`.`u` AS `u`, arrayJoin(`r`.`segments_0`) AS `s0`
FROM (SELECT roundDown(toUnixTimestamp64Milli(`time`), {p0:Array(Int64)}) AS `b`, `unit_hash` AS `u`, if(empty(arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p1:UInt32})), `group_ids`, `group_keys`)))), [{p2:String}], arrayDistinct(arrayMap(((`id`) -> toJSONString(`id`)), arrayFilter(((`g`, `k`) -> (`k` = {p1:UInt32})), `group_ids`, `group_keys`)))) AS `segments_0`
FROM `unit_events`
WHERE ((`project_id` = {p3:UInt32}) AND (`scope` = {p4:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p6:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p7:Int64}, {p6:String}))) AND (`time` >= fromUnixTimestamp64Milli({p5:Int64}, {p6:String})) AND (`time` < fromUnixTimestamp64Milli({p7:Int64}, {p6:String})) AND (`name` = {p8:String}))) AS `r`) AS `r`
GROUP BY GROUPING SETS ((`b`, `s0`), (`s0`), (`b`), ())
LIMIT 20000
