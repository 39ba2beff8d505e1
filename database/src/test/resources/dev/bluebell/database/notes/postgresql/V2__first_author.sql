INSERT INTO author (id) VALUES (1);
