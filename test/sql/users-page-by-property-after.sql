-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = {"identifier":"properties.key_seats"}
-- p1 = "null"
-- p2 = ""
-- p3 = {"identifier":"properties.key_seats"}
-- p4 = {"identifier":"properties.key_seats"}
-- p5 = {"identifier":"properties.key_seats"}
-- p6 = {"identifier":"properties.key_seats"}
-- p7 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p8 = {"identifier":"properties.key_seats"}
-- p9 = "\""
-- p10 = ["true","false"]
-- p11 = {"identifier":"properties.key_seats"}
-- p12 = {"identifier":"properties.key_seats"}
-- p13 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p14 = {"identifier":"properties.key_seats"}
-- p15 = {"identifier":"properties.key_seats"}
-- p16 = {"identifier":"properties.key_seats"}
-- p17 = {"identifier":"properties.key_seats"}
-- p18 = {"identifier":"properties.key_seats"}
-- p19 = {"identifier":"properties.key_seats"}
-- p20 = {"identifier":"properties.key_seats"}
-- p21 = ["-","0","1","2","3","4","5","6","7","8","9"]
-- p22 = {"identifier":"properties.key_seats"}
-- p23 = 7
-- p24 = "$device:"
-- p25 = 0
-- p26 = 12.5
-- p27 = "bob"
SELECT `has_profile`, `sort_unset`, `sort_type`, `sort_number`, `sort_text`, `id`
FROM ((SELECT toUInt8(1) AS `has_profile`, if(notEmpty(if(({p0:Identifier} = {p1:String}), {p2:String}, {p3:Identifier})), 0, 1) AS `sort_unset`, if(notEmpty(if(({p4:Identifier} = {p1:String}), {p2:String}, {p5:Identifier})), multiIf((substring({p6:Identifier}, 1, 1) IN {p7:Array(String)}), 0, startsWith({p8:Identifier}, {p9:String}), 1, has({p10:Array(String)}, {p11:Identifier}), 2, 3), 0) AS `sort_type`, toFloat64OrZero(if((substring({p12:Identifier}, 1, 1) IN {p13:Array(String)}), {p14:Identifier}, {p2:String})) AS `sort_number`, if(notEmpty(if(({p15:Identifier} = {p1:String}), {p2:String}, {p16:Identifier})), if(startsWith({p17:Identifier}, {p9:String}), substringUTF8(if(startsWith({p18:Identifier}, {p9:String}), JSONExtractString({p19:Identifier}), {p2:String}), 1, 255), if((substring({p20:Identifier}, 1, 1) IN {p21:Array(String)}), {p2:String}, substringUTF8({p22:Identifier}, 1, 255))), {p2:String}) AS `sort_text`, `distinct_id` AS `id`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p23:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p23:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p23:UInt32}) AND startsWith(`distinct_id`, {p24:String}))))))) AND ((`sort_unset` > {p25:UInt8}) OR ((`sort_unset` = {p25:UInt8}) AND ((`sort_type` < {p25:UInt8}) OR ((`sort_type` = {p25:UInt8}) AND ((`sort_number` < {p26:Float64}) OR ((`sort_number` = {p26:Float64}) AND ((`sort_text` < {p2:String}) OR ((`sort_text` = {p2:String}) AND (`id` > {p27:String}))))))))))
ORDER BY `sort_unset` ASC, `sort_type` DESC, `sort_number` DESC, `sort_text` DESC, `id` ASC
LIMIT 51)
UNION ALL (SELECT toUInt8(0) AS `has_profile`, 1 AS `sort_unset`, 0 AS `sort_type`, toFloat64(0) AS `sort_number`, {p2:String} AS `sort_text`, `distinct_id` AS `id`
FROM (SELECT `user_hash`, `distinct_id`
FROM (SELECT DISTINCT if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `user_hash`, if((`l`.`device_hash` = 0), `a`.`distinct_id`, `l`.`user_id`) AS `distinct_id`
FROM (SELECT `actor_hash`, `distinct_id`
FROM `known_actors`
WHERE (`project_id` = {p23:UInt32})) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE (`project_id` = {p23:UInt32})) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`))
WHERE (`user_hash` NOT IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p23:UInt32}) AND (`deleted` = 0)))))
WHERE ((`sort_unset` > {p25:UInt8}) OR ((`sort_unset` = {p25:UInt8}) AND ((`sort_type` < {p25:UInt8}) OR ((`sort_type` = {p25:UInt8}) AND ((`sort_number` < {p26:Float64}) OR ((`sort_number` = {p26:Float64}) AND ((`sort_text` < {p2:String}) OR ((`sort_text` = {p2:String}) AND (`id` > {p27:String})))))))))
ORDER BY `sort_unset` ASC, `sort_type` DESC, `sort_number` DESC, `sort_text` DESC, `id` ASC
LIMIT 51))
ORDER BY `sort_unset` ASC, `sort_type` DESC, `sort_number` DESC, `sort_text` DESC, `id` ASC
LIMIT 51
