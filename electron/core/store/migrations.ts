/** Append-only: one entry a version, never edited once released. Each runs in a transaction of its own. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- Confirmed records exactly as the cloud last gave them. No foreign keys: pages of the feed may cut between them.
  CREATE TABLE record (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;

  CREATE TABLE history (id TEXT PRIMARY KEY, box_id TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX history_by_box ON history (box_id, at, id);
  CREATE INDEX history_by_time ON history (at, id);

  -- A whole new state on its way in, swapped in at once when it is complete.
  CREATE TABLE incoming (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;

  CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    args TEXT NOT NULL,
    given_at TEXT NOT NULL,
    depends_on TEXT NOT NULL,
    offline INTEGER NOT NULL,
    waiting_for TEXT,
    -- Tried again not before this, where the cloud doesn't know a code yet.
    not_before TEXT,
    first_given_at TEXT NOT NULL,
    -- Assigned just before the first sending.
    seq INTEGER UNIQUE,
    -- Stays when a new installation id takes the seq away: what may have been done can't be taken back.
    was_sent INTEGER NOT NULL DEFAULT 0,
    -- 'waiting', 'accepted' (until the changes have come), 'done' (kept 7 days, for a restored cloud)
    state TEXT NOT NULL,
    done_at TEXT
  ) STRICT;
  CREATE INDEX outbox_by_state ON outbox (state, position);

  CREATE TABLE card (id TEXT PRIMARY KEY, at TEXT NOT NULL, body TEXT NOT NULL, command TEXT, dealt_with INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE loan_code (loan_id TEXT PRIMARY KEY, code TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- What a person was told already, so that nothing is said twice.
  CREATE TABLE told (key TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE telemetry (box_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- Signed here with the loan; one text may stand for several loans.
  CREATE TABLE ticket (loan_id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- Loans taken here by ticket, and the command that took them.
  CREATE TABLE taken_loan (loan_id TEXT PRIMARY KEY, command_id TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX taken_loan_by_command ON taken_loan (command_id);

  -- Partners known by their card alone, while the feed has none.
  CREATE TABLE met_partner (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
]
