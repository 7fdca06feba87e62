-- 0001_first, back
-- dialects: sqlite, postgres, mysql, mariadb

-- dialect: sqlite, postgres
DROP TABLE "orders";
DROP TABLE "customers";

-- dialect: mysql, mariadb
DROP TABLE `orders`;
DROP TABLE `customers`;
