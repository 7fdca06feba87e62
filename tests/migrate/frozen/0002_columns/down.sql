-- 0002_columns, back
-- dialects: mariadb, mysql, postgres, sqlite

-- dialect: mariadb, mysql
ALTER TABLE `customers`
    DROP COLUMN `first_name`,
    DROP COLUMN `last_order`;

-- dialect: postgres
ALTER TABLE "customers" DROP COLUMN "first_name";
ALTER TABLE "customers" DROP COLUMN "last_order";

-- dialect: sqlite
-- rebuild: customers
CREATE TABLE "_aludel_new_customers" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "vip" INTEGER NOT NULL DEFAULT 0,
    "level" TEXT NOT NULL DEFAULT 'new',
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "ck_customers_name_length" CHECK (length("name") <= 50),
    CONSTRAINT "ck_customers_level_values" CHECK ("level" IN ('new', 'known'))
) STRICT;
INSERT INTO "_aludel_new_customers" ("id", "name", "vip", "level", "version") SELECT "id", "name", "vip", "level", "version" FROM "customers";
DELETE FROM "sqlite_sequence" WHERE name = '_aludel_new_customers';
INSERT INTO "sqlite_sequence" (name, seq) SELECT '_aludel_new_customers', seq FROM "sqlite_sequence" WHERE name = 'customers';
DROP TABLE "customers";
ALTER TABLE "_aludel_new_customers" RENAME TO "customers";
-- end rebuild
