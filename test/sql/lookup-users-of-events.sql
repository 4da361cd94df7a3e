-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = ["ann","$device:d1"]
SELECT `asked_id` AS `id`
FROM (SELECT `asked_id` AS `asked_id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`))
WHERE (`asked_hash` IN (SELECT `actor_hash`
FROM `known_actors`
WHERE ((`project_id` = {p0:UInt32}) AND (`actor_hash` IN (SELECT `asked_hash`
FROM (SELECT `asked_id` AS `asked_id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`)))))))
