-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1000
-- p2 = "ς"
-- p3 = "σ"
-- p4 = "Corp"
-- p5 = {"identifier":"properties.key_name"}
-- p6 = "\""
-- p7 = ""
-- p8 = "acme"
-- p9 = "$device:"
SELECT `has_profile`, `id`
FROM ((SELECT toUInt8(1) AS `has_profile`, `group_id` AS `id`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p1:UInt32}) AND (`deleted` = 0) AND ((position(replaceAll(lowerUTF8(`group_id`), {p2:String}, {p3:String}), replaceAll(lowerUTF8({p4:String}), {p2:String}, {p3:String})) > 0) OR (startsWith({p5:Identifier}, {p6:String}) AND (position(replaceAll(lowerUTF8(if(startsWith({p5:Identifier}, {p6:String}), JSONExtractString({p5:Identifier}), {p7:String})), {p2:String}, {p3:String}), replaceAll(lowerUTF8({p4:String}), {p2:String}, {p3:String})) > 0))) AND (`id` > {p8:String}))
ORDER BY `id` ASC
LIMIT 51)
UNION ALL (SELECT toUInt8(0) AS `has_profile`, `group_id` AS `id`
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
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p9:String})))))))))
WHERE (tupleElement(`member`, 1) = {p1:UInt32})))
WHERE (`group_hash` NOT IN (SELECT `group_hash`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p1:UInt32}) AND (`deleted` = 0)))))
WHERE ((position(replaceAll(lowerUTF8(`group_id`), {p2:String}, {p3:String}), replaceAll(lowerUTF8({p4:String}), {p2:String}, {p3:String})) > 0) AND (`id` > {p8:String}))
ORDER BY `id` ASC
LIMIT 51))
ORDER BY `id` ASC
LIMIT 51
