-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = {"identifier":"properties.key_plan"}
-- p3 = "["
-- p4 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p5 = ["[","{"]
-- p6 = ["]","}"]
-- p7 = ["\"a\""]
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND (NOT if(startsWith({p2:Identifier}, {p3:String}), hasAny(arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p2:Identifier}, {p4:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p5:Array(String)})) - toInt32((`e` IN {p6:Array(String)})))), extractAll({p2:Identifier}, {p4:String}))), {p7:Array(String)}), ({p2:Identifier} IN {p7:Array(String)})))))
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
WHERE 1))
