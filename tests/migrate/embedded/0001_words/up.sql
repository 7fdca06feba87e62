-- 0001_words
CREATE TABLE words (id BIGINT NOT NULL PRIMARY KEY, word VARCHAR(20));
INSERT INTO words VALUES (1, 'semi;colon');
