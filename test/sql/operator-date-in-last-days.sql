-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = [0,0,0,3600000,60000,1000,100,10,1,-3600000,-60000,3600000,60000]
-- p3 = 1769774400000
-- p4 = 1772366400000
-- p5 = {"identifier":"properties.key_plan"}
-- p6 = "^\"(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(?:[T ]([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:[.](\\d)(\\d?)(\\d?)\\d{0,6})?)?(?:Z|[+]([01]\\d|2[0-3]):?([0-5]\\d)|-([01]\\d|2[0-3]):?([0-5]\\d))?)?\"$"
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND arrayExists(((`n`) -> ((toDayOfMonth(makeDate32((modulo((arrayElement(`n`, 1) + 100), 400) + 1900), arrayElement(`n`, 2), arrayElement(`n`, 3))) = arrayElement(`n`, 3)) AND (((((toInt64(makeDate32((modulo((arrayElement(`n`, 1) + 100), 400) + 1900), arrayElement(`n`, 2), arrayElement(`n`, 3))) + ((intDiv((arrayElement(`n`, 1) + 100), 400) - 5) * 146097)) * 86400000) + arrayDotProduct(`n`, {p2:Array(Int64)})) >= {p3:Int64}) AND ((((toInt64(makeDate32((modulo((arrayElement(`n`, 1) + 100), 400) + 1900), arrayElement(`n`, 2), arrayElement(`n`, 3))) + ((intDiv((arrayElement(`n`, 1) + 100), 400) - 5) * 146097)) * 86400000) + arrayDotProduct(`n`, {p2:Array(Int64)})) <= {p4:Int64})))), [arrayResize(arrayMap(((`d`) -> toInt64OrZero(`d`)), extractGroups({p5:Identifier}, {p6:String})), 13)]))))
