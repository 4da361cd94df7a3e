-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = [1000,1001]
-- p2 = [{"tuple":[1000,"acme"]},{"tuple":[1001,"core"]}]
SELECT tupleElement(`member`, 1) AS `group_key`, tupleElement(`member`, 2) AS `id`, toUnixTimestamp64Milli(min(`time`)) AS `first_seen`, toUnixTimestamp64Milli(max(`time`)) AS `last_seen`
FROM (SELECT `time`, arrayJoin(arrayZip(`group_keys`, `group_ids`, `group_hashes`)) AS `member`
FROM `events`
WHERE ((`project_id` = {p0:UInt32}) AND hasAny(`group_keys`, {p1:Array(UInt32)})))
WHERE (tupleElement(`member`, 3) IN (SELECT sipHash64(tupleElement(`member`, 1), tupleElement(`member`, 2))
FROM (SELECT arrayJoin({p2:Array(Tuple(UInt32, String))}) AS `member`)))
GROUP BY tupleElement(`member`, 1), tupleElement(`member`, 2)
