-- 0003_first-names, back

-- Statements that take it back. Nothing is to be done, if this stays as it is:
SELECT 1;
