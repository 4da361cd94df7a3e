-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 1764543600000
-- p1 = [1764543600000,1764630000000,1764716400000,1764802800000,1764889200000,1764975600000,1765062000000,1765148400000,1765234800000,1765321200000,1765407600000,1765494000000,1765580400000,1765666800000,1765753200000,1765839600000,1765926000000,1766012400000,1766098800000,1766185200000,1766271600000,1766358000000,1766444400000,1766530800000,1766617200000,1766703600000,1766790000000,1766876400000,1766962800000,1767049200000,1767135600000,1767222000000,1767308400000,1767394800000,1767481200000,1767567600000,1767654000000,1767740400000,1767826800000,1767913200000,1767999600000,1768086000000,1768172400000,1768258800000,1768345200000,1768431600000,1768518000000,1768604400000,1768690800000,1768777200000,1768863600000,1768950000000,1769036400000,1769122800000,1769209200000,1769295600000,1769382000000,1769468400000,1769554800000,1769641200000,1769727600000,1769814000000,1769900400000,1769986800000,1770073200000,1770159600000,1770246000000,1770332400000,1770418800000,1770505200000,1770591600000,1770678000000,1770764400000,1770850800000,1770937200000,1771023600000,1771110000000,1771196400000,1771282800000,1771369200000,1771455600000,1771542000000,1771628400000,1771714800000,1771801200000,1771887600000,1771974000000,1772060400000,1772146800000,1772233200000,1772319600000]
-- p2 = 7
-- p3 = 0
-- p4 = "UTC"
-- p5 = 1772405999999
-- p6 = 1772406000000
-- p7 = "Visited"
SELECT `of_all`, `place`, `stage`, count() AS `units`
FROM (SELECT `r`.`u` AS `u`, `r`.`place` AS `place`, `r`.`stage` AS `stage`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, tupleElement(`r`.`one`, 1) AS `place`, tupleElement(`r`.`one`, 2) AS `stage`
FROM (SELECT `r`.`u` AS `u`, arrayJoin(`r`.`stages`) AS `one`
FROM (SELECT `r`.`u` AS `u`, arrayFilter(((`one`) -> ((tupleElement(`one`, 1) >= 0) AND (tupleElement(`one`, 1) <= 89))), arrayConcat(arrayMap(((`i`, `p`) -> tuple((`i` - 2), if(((`r`.`first_time` >= {p0:Int64}) AND (`i` = arrayElement(`r`.`active`, 1))), toUInt8(0), if(((`p` > 0) AND (`p` = (`i` - 1))), toUInt8(1), toUInt8(2))))), `r`.`active`, arrayPushFront(arrayPopBack(`r`.`active`), toInt64(0))), arrayMap(((`i`, `n`) -> tuple(if((`n` != (`i` + 1)), (`i` - 1), (-1)), toUInt8(3))), `r`.`active`, arrayPushBack(arrayPopFront(`r`.`active`), toInt64(0))))) AS `stages`
FROM (SELECT `u`, min(`t`) AS `first_time`, arraySort(arrayMap(((`s`) -> toInt64(indexOf({p1:Array(Int64)}, `s`))), groupUniqArrayIf(roundDown(`t`, {p1:Array(Int64)}), (`t` >= {p0:Int64})))) AS `active`
FROM (SELECT `r`.`t` AS `t`, if((`l`.`device_hash` = 0), `r`.`actor`, `l`.`user_hash`) AS `u`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `actor`
FROM `unit_events`
WHERE ((`project_id` = {p2:UInt32}) AND (`scope` = 0) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p4:String})) AND (`name` = {p7:String}))) AS `r`
LEFT ANY JOIN (SELECT `device_hash`, `user_hash`
FROM `identity_links`
WHERE (`project_id` = {p2:UInt32})) AS `l` ON (`r`.`actor` = `l`.`device_hash`)) AS `r`
GROUP BY `u`
HAVING notEmpty(`active`)) AS `r`) AS `r`) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `place`, `stage`
