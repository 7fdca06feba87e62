-- 0002_columns
--   customers: column first_name new, TEXT
--   customers: column last_order new, TEXT
--   customers: check ck_customers_first_name_length new, length("first_name") <= 50
-- parent: 0001_first
-- dialects: mariadb, mysql, postgres, sqlite

-- dialect: mariadb, mysql
ALTER TABLE `customers`
    ADD COLUMN `first_name` VARCHAR(50),
    ADD COLUMN `last_order` DATE;

-- dialect: postgres
ALTER TABLE "customers" ADD COLUMN "first_name" varchar(50);
ALTER TABLE "customers" ADD COLUMN "last_order" date;

-- dialect: sqlite
ALTER TABLE "customers" ADD COLUMN "first_name" TEXT CONSTRAINT "ck_customers_first_name_length" CHECK (length("first_name") <= 50);
ALTER TABLE "customers" ADD COLUMN "last_order" TEXT;
