-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = {"identifier":"properties.key_seats"}
-- p1 = "null"
-- p2 = ""
-- p3 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p4 = "\""
-- p5 = ["true","false"]
-- p6 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p7 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p8 = 7
-- p9 = "$device:"
-- p10 = 0
-- p11 = 12.5
-- p12 = "bob"
SELECT `has_profile`, `sort_unset`, `sort_type`, `sort_number`, `sort_text`, `id`
FROM ((SELECT toUInt8(1) AS `has_profile`, if(notEmpty(if(({p0:Identifier} = {p1:String}), {p2:String}, {p0:Identifier})), 0, 1) AS `sort_unset`, if(notEmpty(if(({p0:Identifier} = {p1:String}), {p2:String}, {p0:Identifier})), multiIf((substring({p0:Identifier}, 1, 1) IN {p3:Array(String)}), 0, startsWith({p0:Identifier}, {p4:String}), 1, has({p5:Array(String)}, {p0:Identifier}), 2, 3), 0) AS `sort_type`, toFloat64OrZero(if((substring({p0:Identifier}, 1, 1) IN {p6:Array(String)}), {p0:Identifier}, {p2:String})) AS `sort_number`, if(notEmpty(if(({p0:Identifier} = {p1:String}), {p2:String}, {p0:Identifier})), if(startsWith({p0:Identifier}, {p4:String}), substringUTF8(if(startsWith({p0:Identifier}, {p4:String}), JSONExtractString({p0:Identifier}), {p2:String}), 1, 255), if((substring({p0:Identifier}, 1, 1) IN {p7:Array(String)}), {p2:String}, substringUTF8({p0:Identifier}, 1, 255))), {p2:String}) AS `sort_text`, `distinct_id` AS `id`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p8:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p8:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p8:UInt32}) AND startsWith(`distinct_id`, {p9:String}))))))) AND ((`sort_unset` > {p10:UInt8}) OR ((`sort_unset` = {p10:UInt8}) AND ((`sort_type` < {p10:UInt8}) OR ((`sort_type` = {p10:UInt8}) AND ((`sort_number` < {p11:Float64}) OR ((`sort_number` = {p11:Float64}) AND ((`sort_text` < {p2:String}) OR ((`sort_text` = {p2:String}) AND (`id` > {p12:String}))))))))))
ORDER BY `sort_unset` ASC, `sort_type` DESC, `sort_number` DESC, `sort_text` DESC, `id` ASC
LIMIT 51)
UNION ALL (SELECT toUInt8(0) AS `has_profile`, 1 AS `sort_unset`, 0 AS `sort_type`, toFloat64(0) AS `sort_number`, {p2:String} AS `sort_text`, `distinct_id` AS `id`
FROM (SELECT `user_hash`, `distinct_id`
FROM (SELECT DISTINCT if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `user_hash`, if((`l`.`device_hash` = 0), `a`.`distinct_id`, `l`.`user_id`) AS `distinct_id`
FROM (SELECT `actor_hash`, `distinct_id`
FROM `known_actors`
WHERE (`project_id` = {p8:UInt32})) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE (`project_id` = {p8:UInt32})) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`))
WHERE (`user_hash` NOT IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p8:UInt32}) AND (`deleted` = 0)))))
WHERE ((`sort_unset` > {p10:UInt8}) OR ((`sort_unset` = {p10:UInt8}) AND ((`sort_type` < {p10:UInt8}) OR ((`sort_type` = {p10:UInt8}) AND ((`sort_number` < {p11:Float64}) OR ((`sort_number` = {p11:Float64}) AND ((`sort_text` < {p2:String}) OR ((`sort_text` = {p2:String}) AND (`id` > {p12:String})))))))))
ORDER BY `sort_unset` ASC, `sort_type` DESC, `sort_number` DESC, `sort_text` DESC, `id` ASC
LIMIT 51))
ORDER BY `sort_unset` ASC, `sort_type` DESC, `sort_number` DESC, `sort_text` DESC, `id` ASC
LIMIT 51
