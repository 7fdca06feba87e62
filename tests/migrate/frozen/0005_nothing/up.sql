-- 0005_nothing
-- parent: 0004_later

-- In `step.rs`.
-- run: 0005_nothing
