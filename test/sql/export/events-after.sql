-- Written by test/reports/export/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1767571200000
-- p2 = "UTC"
-- p3 = "00000000-0000-0000-0000-000000000001"
-- p4 = 1769904000000
SELECT toUnixTimestamp64Milli(`time`) AS `ms`, toString(`event_id`) AS `id`, `name`, `distinct_id`, `device_id`, `user_id`, `insert_id`, `properties`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`time` >= fromUnixTimestamp64Milli({p1:Int64}, {p2:String})) AND ((`time` > fromUnixTimestamp64Milli({p1:Int64}, {p2:String})) OR (`event_id` > {p3:UUID})) AND (`time` < fromUnixTimestamp64Milli({p4:Int64}, {p2:String})))
ORDER BY `time` ASC, `event_id` ASC
LIMIT 10000
