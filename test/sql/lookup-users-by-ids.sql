-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = ["ann","$device:d1"]
SELECT `asked_id`, `canonical_id` AS `id`, (`canonical_hash` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` IN (SELECT `canonical_hash`
FROM (SELECT `a`.`distinct_id` AS `asked_id`, if((`l`.`device_hash` = 0), `a`.`distinct_id`, `l`.`user_id`) AS `canonical_id`, if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `canonical_hash`, (`l`.`device_hash` != 0) AS `is_linked`
FROM (SELECT `asked_hash` AS `actor_hash`, `asked_id` AS `distinct_id`
FROM (SELECT `asked_id` AS `asked_id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`))) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`))))))) AS `has_profile`, ((`canonical_hash` IN (SELECT `user_hash`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` IN (SELECT `canonical_hash`
FROM (SELECT `a`.`distinct_id` AS `asked_id`, if((`l`.`device_hash` = 0), `a`.`distinct_id`, `l`.`user_id`) AS `canonical_id`, if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `canonical_hash`, (`l`.`device_hash` != 0) AS `is_linked`
FROM (SELECT `asked_hash` AS `actor_hash`, `asked_id` AS `distinct_id`
FROM (SELECT `asked_id` AS `asked_id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`))) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`))))))) OR `is_linked` OR (`canonical_hash` IN (SELECT `actor_hash`
FROM `known_actors`
WHERE ((`project_id` = {p0:UInt32}) AND (`actor_hash` IN (SELECT `canonical_hash`
FROM (SELECT `a`.`distinct_id` AS `asked_id`, if((`l`.`device_hash` = 0), `a`.`distinct_id`, `l`.`user_id`) AS `canonical_id`, if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `canonical_hash`, (`l`.`device_hash` != 0) AS `is_linked`
FROM (SELECT `asked_hash` AS `actor_hash`, `asked_id` AS `distinct_id`
FROM (SELECT `asked_id` AS `asked_id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`))) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`)))))))) AS `known`
FROM (SELECT `a`.`distinct_id` AS `asked_id`, if((`l`.`device_hash` = 0), `a`.`distinct_id`, `l`.`user_id`) AS `canonical_id`, if((`l`.`device_hash` = 0), `a`.`actor_hash`, `l`.`user_hash`) AS `canonical_hash`, (`l`.`device_hash` != 0) AS `is_linked`
FROM (SELECT `asked_hash` AS `actor_hash`, `asked_id` AS `distinct_id`
FROM (SELECT `asked_id` AS `asked_id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`))) AS `a`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`, `user_id`
FROM `identity_links`
WHERE (`project_id` = {p0:UInt32})) AS `l` ON (`a`.`actor_hash` = `l`.`device_hash`))
