-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = 1000
SELECT toUInt8(1) AS `of_all`, count() AS `n`, uniqExact(`u`) AS `value`
FROM (SELECT `group_hash` AS `u`
FROM `group_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`group_key` = {p1:UInt32}) AND (`deleted` = 0))) AS `r`
