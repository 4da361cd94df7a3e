-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1772146800000
-- p1 = 1771110000000
-- p2 = 1767135600000
-- p3 = [1764630000000,1764716400000,1764802800000,1764889200000,1764975600000,1765062000000,1765148400000,1765234800000,1765321200000,1765407600000,1765494000000,1765580400000,1765666800000,1765753200000,1765839600000,1765926000000,1766012400000,1766098800000,1766185200000,1766271600000,1766358000000,1766444400000,1766530800000,1766617200000,1766703600000,1766790000000,1766876400000,1766962800000,1767049200000,1767135600000,1767222000000,1767308400000,1767394800000,1767481200000,1767567600000,1767654000000,1767740400000,1767826800000,1767913200000,1767999600000,1768086000000,1768172400000,1768258800000,1768345200000,1768431600000,1768518000000,1768604400000,1768690800000,1768777200000,1768863600000,1768950000000,1769036400000,1769122800000,1769209200000,1769295600000,1769382000000,1769468400000,1769554800000,1769641200000,1769727600000,1769814000000,1769900400000,1769986800000,1770073200000,1770159600000,1770246000000,1770332400000,1770418800000,1770505200000,1770591600000,1770678000000,1770764400000,1770850800000,1770937200000,1771023600000,1771110000000,1771196400000,1771282800000,1771369200000,1771455600000,1771542000000,1771628400000,1771714800000,1771801200000,1771887600000,1771974000000,1772060400000,1772146800000,1772233200000,1772319600000]
-- p4 = 1
-- p5 = 86400000
-- p6 = [1,2,7,14,30,60]
-- p7 = 7
-- p8 = 1000
-- p9 = 0
-- p10 = "UTC"
-- p11 = 1772405999999
-- p12 = 1772406000000
-- p13 = "acme"
-- p14 = "beta"
-- p15 = 1764630000000
-- p16 = 1777589999999
-- p17 = 1777590000000
SELECT toUInt64(bitShiftRight(`r`.`u`, 64)) AS `own`, toFloat64((countIf(((`r`.`cohort` < {p0:Int64}) AND has(`r`.`hits`, 0))) / nullIf(countIf((`r`.`cohort` < {p0:Int64})), 0))) AS `day1Retention`, toFloat64((countIf(((`r`.`cohort` < {p1:Int64}) AND has(`r`.`hits`, 2))) / nullIf(countIf((`r`.`cohort` < {p1:Int64})), 0))) AS `week1Retention`, toFloat64((countIf(((`r`.`cohort` < {p2:Int64}) AND has(`r`.`hits`, 4))) / nullIf(countIf((`r`.`cohort` < {p2:Int64})), 0))) AS `month1Retention`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, arrayPushFront(arrayMap(((`p`) -> toInt64(`p`)), bitPositionsToArray(`r`.`mask`)), toInt64((-1))) AS `hits`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`mask` AS `mask`, roundDown(`r`.`birth`, {p3:Array(Int64)}) AS `cohort`
FROM (SELECT `v`.`u` AS `u`, any(`v`.`birth`) AS `birth`, groupBitOrIf(bitShiftLeft({p4:UInt64}, toUInt8((arrayCount(((`bound`) -> (`bound` <= intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p5:Int64}))), {p6:Array(Int64)}) - 1))), ((toInt64(`r`.`t`) >= `v`.`birth`) AND (((arrayCount(((`bound`) -> (`bound` <= intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p5:Int64}))), {p6:Array(Int64)}) - 1) >= 0) AND ((arrayCount(((`bound`) -> (`bound` <= intDiv((toInt64(`r`.`t`) - `v`.`birth`), {p5:Int64}))), {p6:Array(Int64)}) - 1) < 5)))) AS `mask`
FROM (SELECT `r`.`t` AS `t`, bitOr(bitShiftLeft(toUInt128(`r`.`whose`), 64), toUInt128(if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`))) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `actor_hash` AS `actor`, `unit_hash` AS `whose`
FROM `unit_events`
WHERE ((`project_id` = {p7:UInt32}) AND (`scope` = {p8:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p15:Int64}, {p10:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p16:Int64}, {p10:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p15:Int64}, {p10:String})) AND (`time` < fromUnixTimestamp64Milli({p17:Int64}, {p10:String})) AND (`unit_hash` IN tuple(sipHash64({p8:UInt32}, {p13:String}), sipHash64({p8:UInt32}, {p14:String}))))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p7:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r` LEFT SEMI JOIN (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT `r`.`t` AS `t`, bitOr(bitShiftLeft(toUInt128(`r`.`whose`), 64), toUInt128(if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`))) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `actor_hash` AS `actor`, `unit_hash` AS `whose`
FROM `unit_events`
WHERE ((`project_id` = {p7:UInt32}) AND (`scope` = {p8:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p10:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p11:Int64}, {p10:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p9:Int64}, {p10:String})) AND (`time` < fromUnixTimestamp64Milli({p12:Int64}, {p10:String})) AND (`unit_hash` IN tuple(sipHash64({p8:UInt32}, {p13:String}), sipHash64({p8:UInt32}, {p14:String}))))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p7:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p15:Int64})) AS `v` ON (`r`.`u` = `v`.`u`)
GROUP BY `v`.`u`) AS `r`) AS `r`) AS `r`
GROUP BY `own`
