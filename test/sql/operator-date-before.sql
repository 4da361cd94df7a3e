-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 7
-- p1 = "$device:"
-- p2 = [4,6,9,11]
-- p3 = "000"
-- p4 = "-"
-- p5 = 1767225600000
-- p6 = {"identifier":"properties.key_plan"}
-- p7 = "\""
-- p8 = {"identifier":"properties.key_plan"}
-- p9 = ""
-- p10 = "^(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(?:[T ]([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:[.](\\d{1,9}))?)?(Z|[+-](?:[01]\\d|2[0-3]):?[0-5]\\d)?)?$"
SELECT sum(`n`) AS `size`
FROM ((SELECT count() AS `n`
FROM `user_profiles` FINAL
WHERE (((`project_id` = {p0:UInt32}) AND (`deleted` = 0) AND (`user_hash` NOT IN (SELECT `device_hash`
FROM `identity_links`
WHERE ((`project_id` = {p0:UInt32}) AND (`device_hash` IN (SELECT `user_hash`
FROM `user_profiles`
WHERE ((`project_id` = {p0:UInt32}) AND startsWith(`distinct_id`, {p1:String})))))))) AND arrayExists(((`g`) -> ((length(`g`) > 0) AND (toInt64OrZero(arrayElement(`g`, 3)) <= multiIf((toInt64OrZero(arrayElement(`g`, 2)) = 2), (28 + ((modulo(toInt64OrZero(arrayElement(`g`, 1)), 400) = 0) OR ((modulo(toInt64OrZero(arrayElement(`g`, 1)), 4) = 0) AND ((modulo(toInt64OrZero(arrayElement(`g`, 1)), 100) = 0) = 0)))), (toInt64OrZero(arrayElement(`g`, 2)) IN {p2:Array(Int64)}), 30, 31)) AND ((((((((((((((((toInt64OrZero(arrayElement(`g`, 1)) + 400) - toInt64((toInt64OrZero(arrayElement(`g`, 2)) <= 2))) * 365) + ((intDiv(((toInt64OrZero(arrayElement(`g`, 1)) + 400) - toInt64((toInt64OrZero(arrayElement(`g`, 2)) <= 2))), 4) - intDiv(((toInt64OrZero(arrayElement(`g`, 1)) + 400) - toInt64((toInt64OrZero(arrayElement(`g`, 2)) <= 2))), 100)) + intDiv(((toInt64OrZero(arrayElement(`g`, 1)) + 400) - toInt64((toInt64OrZero(arrayElement(`g`, 2)) <= 2))), 400))) + (intDiv(((153 * modulo((toInt64OrZero(arrayElement(`g`, 2)) + 9), 12)) + 2), 5) + toInt64OrZero(arrayElement(`g`, 3)))) + (-865566)) * 24) + toInt64OrZero(arrayElement(`g`, 4))) * 60) + toInt64OrZero(arrayElement(`g`, 5))) * 60) + toInt64OrZero(arrayElement(`g`, 6))) * 1000) + toInt64OrZero(substring(concat(arrayElement(`g`, 7), {p3:String}), 1, 3))) - if(startsWith(arrayElement(`g`, 8), {p4:String}), ((-1) * (((toInt64OrZero(substring(arrayElement(`g`, 8), 2, 2)) * 60) + toInt64OrZero(right(arrayElement(`g`, 8), 2))) * 60000)), (((toInt64OrZero(substring(arrayElement(`g`, 8), 2, 2)) * 60) + toInt64OrZero(right(arrayElement(`g`, 8), 2))) * 60000))) < {p5:Int64}))), array(extractGroups(if(startsWith({p6:Identifier}, {p7:String}), JSONExtractString({p8:Identifier}), {p9:String}), {p10:String}))))))
