-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = 1000
-- p3 = {"identifier":"properties.key_plan"}
-- p4 = "\"a\""
-- p5 = "Order placed"
-- p6 = 2
-- p7 = "\"b\""
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p2:UInt32}) AND (`deleted` = 0) AND ({p3:Identifier} = {p4:String}))))), `group_hashes`) AND (`user_hash` IN (SELECT if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `user_hash`
FROM (SELECT `actor_hash`, count() AS `n`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`name` = {p5:String}))
GROUP BY `actor_hash`) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`)
GROUP BY if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`)
HAVING (sum(`a`.`n`) >= {p6:UInt64}))) AND (NOT ({p3:Identifier} = {p7:String})))))
