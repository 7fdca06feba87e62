-- 0003_first-names
-- parent: 0002_columns

-- In `step.rs`.
-- run: 0003_first-names
