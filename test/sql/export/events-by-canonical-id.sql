-- Written by test/reports/export/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1767225600000
-- p2 = "UTC"
-- p3 = 1767657600000
-- p4 = "00000000-0000-0000-0000-000000000002"
-- p5 = {"identifier":"properties.key_$distinct_id_before_identity"}
-- p6 = {"identifier":"properties.key_distinct_id"}
-- p7 = "ann"
-- p8 = ""
-- p9 = "\""
-- p10 = ["\u0000","\u0001","\u0002","\u0003","\u0004","\u0005","\u0006","\u0007","\b","\t","\n","\u000b","\f","\r","\u000e","\u000f","\u0010","\u0011","\u0012","\u0013","\u0014","\u0015","\u0016","\u0017","\u0018","\u0019","\u001a","\u001b","\u001c","\u001d","\u001e","\u001f","\"","\\"]
-- p11 = ["\\u0000","\\u0001","\\u0002","\\u0003","\\u0004","\\u0005","\\u0006","\\u0007","\\b","\\t","\\n","\\u000b","\\f","\\r","\\u000e","\\u000f","\\u0010","\\u0011","\\u0012","\\u0013","\\u0014","\\u0015","\\u0016","\\u0017","\\u0018","\\u0019","\\u001a","\\u001b","\\u001c","\\u001d","\\u001e","\\u001f","\\\"","\\\\"]
-- p12 = ["","null"]
SELECT toUnixTimestamp64Milli(`time`) AS `ms`, toString(`event_id`) AS `id`, `name`, `distinct_id`, `device_id`, `user_id`, `insert_id`, `properties`
FROM (SELECT `a`.`time` AS `time`, `a`.`event_id` AS `event_id`, `a`.`name` AS `name`, `a`.`distinct_id` AS `distinct_id`, `a`.`device_id` AS `device_id`, `a`.`user_id` AS `user_id`, `a`.`insert_id` AS `insert_id`, `a`.`properties` AS `properties`, `a`.`property_0` AS `property_0`, `a`.`property_1` AS `property_1`, if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `canonical_hash`, if((`l`.`device_hash` = 0), `a`.`distinct_id`, `l`.`user_id`) AS `canonical_id`
FROM (SELECT `actor_hash`, `time`, `event_id`, `name`, `distinct_id`, `device_id`, `user_id`, `insert_id`, `properties`, {p5:Identifier} AS `property_0`, {p6:Identifier} AS `property_1`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`time` >= fromUnixTimestamp64Milli({p1:Int64}, {p2:String})) AND (`time` <= fromUnixTimestamp64Milli({p3:Int64}, {p2:String})) AND ((`time` < fromUnixTimestamp64Milli({p3:Int64}, {p2:String})) OR (`event_id` <= {p4:UUID})))) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `actor_hash`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`time` >= fromUnixTimestamp64Milli({p1:Int64}, {p2:String})) AND (`time` <= fromUnixTimestamp64Milli({p3:Int64}, {p2:String})) AND ((`time` < fromUnixTimestamp64Milli({p3:Int64}, {p2:String})) OR (`event_id` <= {p4:UUID}))))))) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`))
WHERE ((`canonical_id` = {p7:String}) AND (if((if((`distinct_id` = `canonical_id`), {p8:String}, `distinct_id`) = {p8:String}), {p8:String}, concat({p9:String}, arrayStringConcat(arrayMap(((`c`) -> transform(`c`, {p10:Array(String)}, {p11:Array(String)}, `c`)), splitByString({p8:String}, if((`distinct_id` = `canonical_id`), {p8:String}, `distinct_id`)))), {p9:String})) NOT IN {p12:Array(String)}))
ORDER BY `time` ASC, `event_id` ASC
