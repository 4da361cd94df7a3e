-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1000
-- p1 = ["acme","42"]
-- p2 = 7
-- p3 = "$device:"
SELECT `id` AS `id`
FROM (SELECT `asked_id` AS `id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`))
WHERE (`asked_hash` IN (SELECT `member_hash`
FROM (SELECT arrayJoin(`group_hashes`) AS `member_hash`
FROM `user_profiles` FINAL
WHERE (((`project_id` = {p2:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p2:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p2:UInt32}) AND startsWith(`distinct_id`, {p3:String})))))))) AND has(`group_keys`, {p0:UInt32})))
WHERE (`member_hash` IN (SELECT `asked_hash`
FROM (SELECT `asked_id` AS `id`, sipHash64({p0:UInt32}, `asked_id`) AS `asked_hash`
FROM (SELECT arrayJoin({p1:Array(String)}) AS `asked_id`))))))
