CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, age INTEGER NOT NULL DEFAULT 0, bio TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES users (id), title TEXT NOT NULL, published BOOLEAN NOT NULL DEFAULT 0, score INTEGER NOT NULL DEFAULT 0);
CREATE TABLE comments (id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES posts (id), text TEXT NOT NULL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL, status TEXT NOT NULL);
INSERT INTO users (id, name, email) VALUES (1, 'Ann', 'ann@example.org'), (2, 'Ben', 'ben@example.org');
INSERT INTO posts (id, author_id, title, score) VALUES (1, 1, 'Hello', 7), (2, 1, 'Again', 11);
INSERT INTO comments (id, post_id, text) VALUES (1, 1, 'First!');
INSERT INTO orders (id, member_id, status) VALUES (1, 1, 'open');
