-- Written by test/reports/export/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1767225600000
-- p2 = "UTC"
-- p3 = 1769904000000
-- p4 = {"identifier":"properties.key_seats"}
-- p5 = "nan"
-- p6 = 5
-- p7 = ""
-- p8 = "\""
-- p9 = ["\u0000","\u0001","\u0002","\u0003","\u0004","\u0005","\u0006","\u0007","\b","\t","\n","\u000b","\f","\r","\u000e","\u000f","\u0010","\u0011","\u0012","\u0013","\u0014","\u0015","\u0016","\u0017","\u0018","\u0019","\u001a","\u001b","\u001c","\u001d","\u001e","\u001f","\"","\\"]
-- p10 = ["\\u0000","\\u0001","\\u0002","\\u0003","\\u0004","\\u0005","\\u0006","\\u0007","\\b","\\t","\\n","\\u000b","\\f","\\r","\\u000e","\\u000f","\\u0010","\\u0011","\\u0012","\\u0013","\\u0014","\\u0015","\\u0016","\\u0017","\\u0018","\\u0019","\\u001a","\\u001b","\\u001c","\\u001d","\\u001e","\\u001f","\\\"","\\\\"]
-- p11 = "\"ann\""
SELECT toUnixTimestamp64Milli(`time`) AS `ms`, toString(`event_id`) AS `id`, `name`, `distinct_id`, `device_id`, `user_id`, `insert_id`, `properties`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`time` >= fromUnixTimestamp64Milli({p1:Int64}, {p2:String})) AND (`time` < fromUnixTimestamp64Milli({p3:Int64}, {p2:String})) AND (ifNull(toFloat64OrNull({p4:Identifier}), toFloat64({p5:String})) > {p6:Float64}) AND (if((`user_id` = {p7:String}), {p7:String}, concat({p8:String}, arrayStringConcat(arrayMap(((`c`) -> transform(`c`, {p9:Array(String)}, {p10:Array(String)}, `c`)), splitByString({p7:String}, `user_id`))), {p8:String})) = {p11:String}))
ORDER BY `time` ASC, `event_id` ASC
LIMIT 10000
