-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = {"identifier":"properties.key_tags"}
-- p3 = "\""
-- p4 = "eu"
-- p5 = "["
-- p6 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p7 = ["[","{"]
-- p8 = ["]","}"]
-- p9 = "\"eu\""
-- p10 = {"identifier":"properties.key_plan"}
-- p11 = "p"
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND ((startsWith({p2:Identifier}, {p3:String}) AND (position(JSONExtractString({p2:Identifier}), {p4:String}) > 0)) OR (startsWith({p2:Identifier}, {p5:String}) AND has(arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p2:Identifier}, {p6:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p7:Array(String)})) - toInt32((`e` IN {p8:Array(String)})))), extractAll({p2:Identifier}, {p6:String}))), {p9:String})) OR (startsWith({p10:Identifier}, {p3:String}) AND startsWith(JSONExtractString({p10:Identifier}), {p11:String}))))))
