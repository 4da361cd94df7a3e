-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1000
-- p2 = "$device:"
SELECT toUInt8(1) AS `of_all`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `u`
FROM ((SELECT `group_hash` AS `u`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p1:UInt32}) AND (`deleted` = 0)))
UNION ALL (SELECT `group_hash` AS `u`
FROM (SELECT DISTINCT `group_hash`, `group_id`
FROM ((SELECT `group_hash`, `group_id`
FROM `known_groups`
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p1:UInt32})))
UNION ALL (SELECT tupleElement(`member`, 2) AS `group_hash`, tupleElement(`member`, 3) AS `group_id`
FROM (SELECT arrayJoin(arrayZip(`group_keys`, `group_hashes`, `group_ids`)) AS `member`
FROM `user_profiles` FINAL
WHERE (has(`group_keys`, {p1:UInt32}) AND (`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p2:String})))))))))
WHERE (tupleElement(`member`, 1) = {p1:UInt32})))
WHERE (`group_hash` NOT IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p1:UInt32}) AND (`deleted` = 0)))))
WHERE 1))) AS `r`
