-- Written by test/reports/export/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = {"identifier":"properties.key_plan"}
-- p1 = 7
-- p2 = 1767571200000
-- p3 = "UTC"
-- p4 = "00000000-0000-0000-0000-000000000001"
-- p5 = 1767657600000
-- p6 = "00000000-0000-0000-0000-000000000002"
-- p7 = ["Order placed"]
-- p8 = {"identifier":"properties.key_seats"}
-- p9 = "\"pro\""
-- p10 = "nan"
-- p11 = 5
SELECT toUnixTimestamp64Milli(`time`) AS `ms`, toString(`event_id`) AS `id`, `name`, `distinct_id`, `device_id`, `user_id`, `insert_id`, `properties`
FROM (SELECT `a`.`time` AS `time`, `a`.`event_id` AS `event_id`, `a`.`name` AS `name`, `a`.`distinct_id` AS `distinct_id`, `a`.`device_id` AS `device_id`, `a`.`user_id` AS `user_id`, `a`.`insert_id` AS `insert_id`, `a`.`properties` AS `properties`, `a`.`property_0` AS `property_0`, if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `canonical_hash`, if((`l`.`device_hash` = 0), `a`.`distinct_id`, `l`.`user_id`) AS `canonical_id`
FROM (SELECT `actor_hash`, `time`, `event_id`, `name`, `distinct_id`, `device_id`, `user_id`, `insert_id`, `properties`, {p8:Identifier} AS `property_0`
FROM `events`
WHERE ((`project_id` = {p1:UInt32}) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) AND ((`time` > fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) OR (`event_id` > {p4:UUID})) AND (`time` <= fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) AND ((`time` < fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) OR (`event_id` <= {p6:UUID})) AND (`name` IN {p7:Array(String)}))) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE ((`project_id` = {p1:UInt32}) AND (`device_hash` IN (SELECT `actor_hash`
FROM `events`
WHERE ((`project_id` = {p1:UInt32}) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) AND ((`time` > fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) OR (`event_id` > {p4:UUID})) AND (`time` <= fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) AND ((`time` < fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) OR (`event_id` <= {p6:UUID})) AND (`name` IN {p7:Array(String)})))))) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`)) AS `e`
LEFT ANY JOIN (SELECT `user_hash` AS `profile_hash`, {p0:Identifier} AS `user_0`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p1:UInt32}) AND (`deleted` = 0) AND (`user_hash` IN (SELECT if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`)
FROM (SELECT `actor_hash`
FROM `events`
WHERE ((`project_id` = {p1:UInt32}) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) AND ((`time` > fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) OR (`event_id` > {p4:UUID})) AND (`time` <= fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) AND ((`time` < fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) OR (`event_id` <= {p6:UUID})) AND (`name` IN {p7:Array(String)}))) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE ((`project_id` = {p1:UInt32}) AND (`device_hash` IN (SELECT `actor_hash`
FROM `events`
WHERE ((`project_id` = {p1:UInt32}) AND (`time` >= fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) AND ((`time` > fromUnixTimestamp64Milli({p2:Int64}, {p3:String})) OR (`event_id` > {p4:UUID})) AND (`time` <= fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) AND ((`time` < fromUnixTimestamp64Milli({p5:Int64}, {p3:String})) OR (`event_id` <= {p6:UUID})) AND (`name` IN {p7:Array(String)})))))) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`))))) AS `u` ON (`e`.`canonical_hash` = `u`.`profile_hash`)
WHERE ((`user_0` = {p9:String}) AND (ifNull(toFloat64OrNull(`property_0`), toFloat64({p10:String})) > {p11:Float64}))
ORDER BY `time` ASC, `event_id` ASC
