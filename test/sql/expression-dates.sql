-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = {"identifier":"properties.key_created"}
-- p3 = "\""
-- p4 = [0,0,0,3600000,60000,1000,100,10,1,-3600000,-60000,3600000,60000]
-- p5 = "nan"
-- p6 = "^\"(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(?:[T ]([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:[.](\\d)(\\d?)(\\d?)\\d{0,6})?)?(?:Z|[+]([01]\\d|2[0-3]):?([0-5]\\d)|-([01]\\d|2[0-3]):?([0-5]\\d))?)?\"$"
-- p7 = 31536000000
-- p8 = 1767225600
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE ((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String}))))))) AND (if(startsWith({p2:Identifier}, {p3:String}), arrayElement(arrayMap(((`n`) -> if((toDayOfMonth(makeDate32((modulo((arrayElement(`n`, 1) + 100), 400) + 1900), arrayElement(`n`, 2), arrayElement(`n`, 3))) = arrayElement(`n`, 3)), ((((toInt64(makeDate32((modulo((arrayElement(`n`, 1) + 100), 400) + 1900), arrayElement(`n`, 2), arrayElement(`n`, 3))) + ((intDiv((arrayElement(`n`, 1) + 100), 400) - 5) * 146097)) * 86400000) + arrayDotProduct(`n`, {p4:Array(Int64)})) / 1000), toFloat64({p5:String}))), [arrayResize(arrayMap(((`d`) -> toInt64OrZero(`d`)), extractGroups({p2:Identifier}, {p6:String})), 13)]), 1), arrayElement(arrayMap(((`a`) -> if((abs(`a`) >= {p7:Float64}), (`a` / 1000), `a`)), [ifNull(toFloat64OrNull({p2:Identifier}), toFloat64({p5:String}))]), 1)) >= {p8:Float64}))))
