-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = ["ann","$device:d1"]
SELECT `who`.`id` AS `id`, toUnixTimestamp64Milli(min(`e`.`first`)) AS `first_seen`, toUnixTimestamp64Milli(max(`e`.`last`)) AS `last_seen`
FROM (SELECT `actor_hash`, min(`time`) AS `first`, max(`time`) AS `last`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`actor_hash` IN (SELECT `actor`
FROM ((SELECT `asked_hash` AS `actor`, `asked_id` AS `id`
FROM (SELECT `asked_id` AS `asked_id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`)))
UNION ALL (SELECT DISTINCT `device_hash` AS `actor`, `user_id` AS `id`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`user_hash` IN (SELECT `asked_hash`
FROM (SELECT `asked_id` AS `asked_id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`))))))))))
GROUP BY `actor_hash`) AS `e`
INNER ANY JOIN ((SELECT `asked_hash` AS `actor`, `asked_id` AS `id`
FROM (SELECT `asked_id` AS `asked_id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`)))
UNION ALL (SELECT DISTINCT `device_hash` AS `actor`, `user_id` AS `id`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`user_hash` IN (SELECT `asked_hash`
FROM (SELECT `asked_id` AS `asked_id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`))))))) AS `who` ON (`e`.`actor_hash` = `who`.`actor`)
GROUP BY `who`.`id`
