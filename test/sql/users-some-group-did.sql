-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = 2
-- p3 = "Order placed"
-- p4 = 1000
-- p5 = 1
-- p6 = 3
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND arrayExists(((`member_hash`) -> (`member_hash` IN (SELECT tupleElement(`member`, {p2:UInt8}) AS `group_hash`
FROM (SELECT arrayJoin(arrayZip(`group_keys`, `group_hashes`)) AS `member`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND (`name` = {p3:String}) AND has(`group_keys`, {p4:UInt32})))
WHERE (tupleElement(`member`, {p5:UInt8}) = {p4:UInt32})
GROUP BY tupleElement(`member`, {p2:UInt8})
HAVING (count() >= {p6:UInt64})))), `group_hashes`))))
