-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1000
-- p2 = ["acme","42"]
SELECT `id` AS `id`, (`asked_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p1:UInt32}) AND (`deleted` = 0) AND (`group_hash` IN (SELECT `asked_hash`
FROM (SELECT `asked_id` AS `id`, sipHash64({p1:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p2:Array(String)}) AS `asked_id`))))))) AS `has_profile`
FROM (SELECT `asked_id` AS `id`, sipHash64({p1:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p2:Array(String)}) AS `asked_id`))
WHERE ((`asked_hash` IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p1:UInt32}) AND (`deleted` = 0) AND (`group_hash` IN (SELECT `asked_hash`
FROM (SELECT `asked_id` AS `id`, sipHash64({p1:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p2:Array(String)}) AS `asked_id`))))))) OR (`asked_hash` IN (SELECT `group_hash`
FROM `known_groups`
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p1:UInt32}) AND (`group_hash` IN (SELECT `asked_hash`
FROM (SELECT `asked_id` AS `id`, sipHash64({p1:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p2:Array(String)}) AS `asked_id`))))))))
