const ROWS = 2_000

/** A small store of two versions: the second moves every row into a table of another shape. */
export const OLD_VERSION = [
  `CREATE TABLE passing (id INTEGER PRIMARY KEY, chip TEXT NOT NULL) STRICT;
   WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${ROWS})
   INSERT INTO passing SELECT id, 'chip ' || id FROM n`,
]
export const NEW_VERSION = [
  ...OLD_VERSION,
  'ALTER TABLE passing RENAME TO old_passing',
  `CREATE TABLE passing (id INTEGER PRIMARY KEY, chip TEXT NOT NULL, box TEXT) STRICT;
   INSERT INTO passing (id, chip) SELECT id, chip FROM old_passing;
   DROP TABLE old_passing`,
]
