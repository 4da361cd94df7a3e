-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1000
-- p1 = ["acme","42"]
-- p2 = 7
SELECT `id` AS `id`
FROM (SELECT `asked_id` AS `id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`))
WHERE (`asked_hash` IN (SELECT `group_hash`
FROM `known_groups`
WHERE ((`project_id` = {p2:UInt32}) AND (`group_key` = {p0:UInt32}) AND (`group_hash` IN (SELECT `asked_hash`
FROM (SELECT `asked_id` AS `id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`)))))))
