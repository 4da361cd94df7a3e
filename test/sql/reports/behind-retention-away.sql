-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = 86400000
-- p1 = 7
-- p2 = 1000
-- p3 = 1769986800000
-- p4 = "UTC"
-- p5 = 5648745600000
-- p6 = 9782640000000
-- p7 = "Visited"
-- p8 = [1769986800000,1770073200000,1770159600000]
-- p9 = 0
-- p10 = 1770245999999
-- p11 = 1770246000000
-- p12 = "Signed up"
SELECT `r`.`u` AS `u`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, `r`.`of_all` AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, arrayDistinct(array(toInt64((-1)), if((toInt64(`v`.`last_return`) >= `r`.`birth`), least(toInt64(intDiv((toInt64(`v`.`last_return`) - `r`.`birth`), {p0:Int64})), toInt64(2)), toInt64((-1))))) AS `hits`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, roundDown(`r`.`birth`, {p8:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = {p2:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p9:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p10:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p9:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p11:Int64}, {p4:String})) AND (`name` = {p12:String}))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p3:Int64})) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, max(`t`) AS `last_return`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p1:UInt32}) AND (`scope` = {p2:UInt32}) AND indexHint(((toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p3:Int64}, {p4:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p5:Int64}, {p4:String}))))) AND (`time` >= fromUnixTimestamp64Milli({p3:Int64}, {p4:String})) AND (`time` < fromUnixTimestamp64Milli({p6:Int64}, {p4:String})) AND (`name` = {p7:String}))) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`) AS `r`
WHERE ((`r`.`cohort` = {p3:Int64}) AND (NOT arrayExists(((`h`) -> (`h` >= 1)), `r`.`hits`)))) AS `r`
WHERE ((`r`.`of_all` = 1))) AS `r`
