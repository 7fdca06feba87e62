-- 0001_words, back
DROP TABLE words;
