-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = "Order placed"
-- p3 = {"identifier":"properties.key_plan"}
-- p4 = "\"pro\""
-- p5 = {"identifier":"properties.key_trial"}
-- p6 = "true"
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND (`user_hash` IN (SELECT if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `user_hash`
FROM (SELECT `actor_hash`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`name` = {p2:String}) AND ({p3:Identifier} = {p4:String}) AND (NOT ({p5:Identifier} = {p6:String})))
GROUP BY `actor_hash`) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`)))))
UNION ALL (SELECT count() AS `n`
FROM (SELECT `user_hash`, `distinct_id`
FROM (SELECT DISTINCT if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `user_hash`, if((`l`.`device_hash` = 0), `a`.`distinct_id`, `l`.`user_id`) AS `distinct_id`
FROM (SELECT `actor_hash`, `distinct_id`
FROM `known_actors`
WHERE (`project_id` = {p0:UInt32})) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`))
WHERE (`user_hash` NOT IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0)))))
WHERE (`user_hash` IN (SELECT if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `user_hash`
FROM (SELECT `actor_hash`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`name` = {p2:String}) AND ({p3:Identifier} = {p4:String}) AND (NOT ({p5:Identifier} = {p6:String})))
GROUP BY `actor_hash`) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`)))))
