-- Written by test/reports/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.
-- p0 = [1769986800000,1770073200000,1770159600000,1770246000000,1770332400000,1770418800000,1770505200000]
-- p1 = [1769986800000,1770073200000,1770159600000,1770246000000,1770332400000,1770418800000,1770505200000]
-- p2 = [1769986800000,1770073200000,1770159600000,1770246000000,1770332400000,1770418800000,1770505200000]
-- p3 = [1769986800000,1770073200000,1770159600000,1770246000000,1770332400000,1770418800000,1770505200000]
-- p4 = 7
-- p5 = 1000
-- p6 = 1769986800000
-- p7 = "UTC"
-- p8 = 5648745600000
-- p9 = 9782640000000
-- p10 = "Visited"
-- p11 = [1769986800000,1770073200000,1770159600000]
-- p12 = 0
-- p13 = 1770246000000
-- p14 = "Signed up"
SELECT `of_all`, `cohort`, `bucket`, count() AS `n`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`of_all` AS `of_all`, arrayJoin(`r`.`hits`) AS `bucket`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, `r`.`hits` AS `hits`, toUInt8(1) AS `of_all`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, `r`.`cohort` AS `cohort`, arrayDistinct(array(toInt64((-1)), if((toInt64(`v`.`last_return`) >= `r`.`birth`), least(toInt64((toInt64(indexOf({p0:Array(Int64)}, roundDown(toInt64(`v`.`last_return`), {p1:Array(Int64)}))) - toInt64(indexOf({p2:Array(Int64)}, roundDown(`r`.`birth`, {p3:Array(Int64)}))))), toInt64(2)), toInt64((-1))))) AS `hits`
FROM (SELECT `r`.`u` AS `u`, `r`.`birth` AS `birth`, roundDown(`r`.`birth`, {p11:Array(Int64)}) AS `cohort`
FROM (SELECT `u`, min(`t`) AS `birth`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p5:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p12:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p13:Int64}, {p7:String}))) AND (`time` >= fromUnixTimestamp64Milli({p12:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p13:Int64}, {p7:String})) AND (`name` = {p14:String}))) AS `r`
GROUP BY `u`
HAVING (`birth` >= {p6:Int64})) AS `r`) AS `r`
LEFT ANY JOIN (SELECT `u` AS `returned_by`, max(`t`) AS `last_return`
FROM (SELECT toUnixTimestamp64Milli(`time`) AS `t`, `unit_hash` AS `u`
FROM `unit_events`
WHERE ((`project_id` = {p4:UInt32}) AND (`scope` = {p5:UInt32}) AND (toMonday(`time`) >= toMonday(fromUnixTimestamp64Milli({p6:Int64}, {p7:String}))) AND (toMonday(`time`) <= toMonday(fromUnixTimestamp64Milli({p8:Int64}, {p7:String}))) AND (`time` >= fromUnixTimestamp64Milli({p6:Int64}, {p7:String})) AND (`time` < fromUnixTimestamp64Milli({p9:Int64}, {p7:String})) AND (`name` = {p10:String}))) AS `r`
GROUP BY `u`) AS `v` ON (`r`.`u` = `v`.`returned_by`)) AS `r`) AS `r`) AS `r`
GROUP BY `of_all`, `cohort`, `bucket`
