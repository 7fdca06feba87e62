-- 0004_later
--   orders: table dropped
--   customers: table renamed to people
--   people: column vip renamed to gold
--   people: column name dropped, TEXT NOT NULL
--   people: column level dropped, TEXT NOT NULL DEFAULT 'new'
--   people: check ck_customers_name_length dropped, length("name") <= 50
--   people: check ck_customers_level_values dropped, "level" IN ('new', 'known')
-- parent: 0003_first-names
-- dialects: mariadb, mysql, postgres, sqlite

-- dialect: mariadb, mysql
DROP TABLE `orders`;
RENAME TABLE `customers` TO `people`;
ALTER TABLE `people`
    DROP CONSTRAINT `ck_customers_level_values`;
ALTER TABLE `people`
    DROP COLUMN `name`,
    DROP COLUMN `level`,
    CHANGE COLUMN `vip` `gold` BOOLEAN NOT NULL DEFAULT FALSE;

-- dialect: postgres
DROP TABLE "orders";
ALTER TABLE "customers" RENAME TO "people";
ALTER TABLE "people" DROP CONSTRAINT "ck_customers_level_values";
ALTER TABLE "people" DROP COLUMN "name";
ALTER TABLE "people" DROP COLUMN "level";
ALTER TABLE "people" RENAME COLUMN "vip" TO "gold";
ALTER TABLE "people" RENAME CONSTRAINT "pk_customers" TO "pk_people";

-- dialect: sqlite
DROP TABLE "orders";
ALTER TABLE "customers" RENAME TO "people";
ALTER TABLE "people" RENAME COLUMN "vip" TO "gold";
-- rebuild: people
CREATE TABLE "_aludel_new_people" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "first_name" TEXT,
    "last_order" TEXT,
    "gold" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "ck_people_first_name_length" CHECK (length("first_name") <= 50)
) STRICT;
INSERT INTO "_aludel_new_people" ("id", "first_name", "last_order", "gold", "version") SELECT "id", "first_name", "last_order", "gold", "version" FROM "people";
DELETE FROM "sqlite_sequence" WHERE name = '_aludel_new_people';
INSERT INTO "sqlite_sequence" (name, seq) SELECT '_aludel_new_people', seq FROM "sqlite_sequence" WHERE name = 'people';
DROP TABLE "people";
ALTER TABLE "_aludel_new_people" RENAME TO "people";
-- end rebuild
