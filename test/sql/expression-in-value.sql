-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = {"identifier":"properties.key_tags"}
-- p3 = "\""
-- p4 = {"identifier":"properties.key_tags"}
-- p5 = "eu"
-- p6 = {"identifier":"properties.key_tags"}
-- p7 = "["
-- p8 = {"identifier":"properties.key_tags"}
-- p9 = "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{}]|[^\",:\\[\\]{}]+"
-- p10 = ["[","{"]
-- p11 = ["]","}"]
-- p12 = {"identifier":"properties.key_tags"}
-- p13 = "\"eu\""
-- p14 = {"identifier":"properties.key_plan"}
-- p15 = {"identifier":"properties.key_plan"}
-- p16 = "p"
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND ((startsWith({p2:Identifier}, {p3:String}) AND (position(JSONExtractString({p4:Identifier}), {p5:String}) > 0)) OR (startsWith({p6:Identifier}, {p7:String}) AND has(arrayFilter(((`e`, `d`) -> (`d` = 1)), extractAll({p8:Identifier}, {p9:String}), arrayCumSum(((`e`) -> (toInt32((`e` IN {p10:Array(String)})) - toInt32((`e` IN {p11:Array(String)})))), extractAll({p12:Identifier}, {p9:String}))), {p13:String})) OR (startsWith({p14:Identifier}, {p3:String}) AND startsWith(JSONExtractString({p15:Identifier}), {p16:String}))))))
