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
  `
  -- In the order in which they came to this laptop. Never changed, but for in_cloud.
  CREATE TABLE passing (
    id INTEGER PRIMARY KEY,
    box_id TEXT NOT NULL,
    -- The box's own stamp, number and chip: with the box, the passing's identity.
    at TEXT NOT NULL,
    number INTEGER NOT NULL,
    chip TEXT NOT NULL,
    -- Ours outside any run, where null.
    session_id TEXT,
    event_id TEXT,
    counted_at TEXT NOT NULL,
    counted_by TEXT NOT NULL,
    received_at TEXT NOT NULL,
    clock_offset_ms INTEGER NOT NULL,
    antenna INTEGER,
    rssi REAL,
    latitude REAL,
    longitude REAL,
    bib TEXT,
    extra TEXT,
    via TEXT NOT NULL,
    -- 0: not yet; 1: the cloud has it; 2: the cloud doesn't take it
    in_cloud INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX passing_once ON passing (box_id, at, number, chip);
  CREATE INDEX passing_by_session ON passing (session_id, id);
  CREATE INDEX passing_by_event ON passing (event_id, id);
  CREATE INDEX passing_by_box ON passing (box_id, id);
  -- What other boxes read of a chip at about the same time.
  CREATE INDEX passing_by_chip ON passing (chip COLLATE NOCASE, counted_at);
  -- One call to the cloud carries one box's of one run.
  CREATE INDEX passing_to_send ON passing (ifnull(session_id, ''), box_id, id) WHERE in_cloud = 0;

  -- L19: recorded after the right had ended; nobody sees it unless it is adopted.
  CREATE TABLE passing_aside (
    id INTEGER PRIMARY KEY,
    box_id TEXT NOT NULL,
    at TEXT NOT NULL,
    number INTEGER NOT NULL,
    chip TEXT NOT NULL,
    after_session_id TEXT NOT NULL,
    counted_at TEXT NOT NULL,
    received_at TEXT NOT NULL,
    clock_offset_ms INTEGER NOT NULL,
    body TEXT NOT NULL,
    until TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX passing_aside_once ON passing_aside (box_id, at, number, chip);
  CREATE INDEX passing_aside_by_session ON passing_aside (after_session_id, id);
  -- The runs made to adopt them.
  CREATE TABLE adopted_session (session_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

  -- The chips read in each run.
  CREATE TABLE chip_seen (
    session_id TEXT NOT NULL, chip TEXT NOT NULL, event_id TEXT, count INTEGER NOT NULL, last_at TEXT NOT NULL,
    PRIMARY KEY (session_id, chip)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX chip_seen_by_event ON chip_seen (event_id, chip);

  -- How far the cloud's passings of a run have been fetched.
  CREATE TABLE session_fetched (session_id TEXT PRIMARY KEY, after INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  -- L10: when this laptop heard of an end of its right that couldn't be foreseen.
  CREATE TABLE right_end_learnt (session_id TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE box_address (
    box_id TEXT NOT NULL, host TEXT NOT NULL, port INTEGER NOT NULL, reached_at TEXT NOT NULL,
    PRIMARY KEY (box_id, host, port)
  ) STRICT, WITHOUT ROWID;
  -- The boxes that this laptop keeps connecting to, also after a restart, and the run their passings go into.
  CREATE TABLE box_link (
    box_id TEXT PRIMARY KEY, session_id TEXT, host TEXT NOT NULL, port INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE box_clock (
    box_id TEXT PRIMARY KEY, offset_ms INTEGER, measured_at TEXT NOT NULL, source TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE start_list (event_id TEXT PRIMARY KEY, imported_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE start_list_entry (
    event_id TEXT NOT NULL, bib TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, race TEXT NOT NULL,
    -- Bib, name, race and chips, as they are searched: small letters without accents.
    search TEXT NOT NULL,
    PRIMARY KEY (event_id, bib)
  ) STRICT, WITHOUT ROWID;
  -- Chips are compared without regard to case: put this column on the left of a comparison.
  CREATE TABLE start_list_chip (
    event_id TEXT NOT NULL, chip TEXT NOT NULL COLLATE NOCASE, bib TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (event_id, chip)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX start_list_chip_by_bib ON start_list_chip (event_id, bib, position);

  -- Times by hand, in the order in which they came to this laptop: race actions, as CSV and scoring programs get them.
  CREATE TABLE hand_time (id INTEGER PRIMARY KEY, action_id TEXT NOT NULL UNIQUE, event_id TEXT NOT NULL) STRICT;
  CREATE INDEX hand_time_by_event ON hand_time (event_id, id);

  CREATE TABLE scoring_target (
    id TEXT PRIMARY KEY, event_id TEXT NOT NULL, name TEXT NOT NULL, host TEXT NOT NULL, port INTEGER NOT NULL,
    is_on INTEGER NOT NULL,
    backup_window_s INTEGER NOT NULL,
    -- The last passing and the last time by hand that are done with for good; of backup boxes' passings, those after
    -- sent_backup may still wait for a main box's.
    sent_passing INTEGER NOT NULL, sent_backup INTEGER NOT NULL, sent_hand_time INTEGER NOT NULL,
    sent_count INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  -- The passings of backup boxes that went out: what a main box read then, and comes later, doesn't.
  CREATE TABLE scoring_backup (
    target_id TEXT NOT NULL, chip TEXT NOT NULL COLLATE NOCASE, counted_at TEXT NOT NULL, passing_id INTEGER NOT NULL,
    PRIMARY KEY (target_id, chip, counted_at, passing_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE telemetry_history (
    box_id TEXT NOT NULL, at TEXT NOT NULL, battery_percent REAL, cpu_temperature_c REAL, PRIMARY KEY (box_id, at)
  ) STRICT, WITHOUT ROWID;

  -- What was read in tests, by the passing's identity: never a passing, however often the box sends it again.
  CREATE TABLE test_read (
    box_id TEXT NOT NULL, at TEXT NOT NULL, number INTEGER NOT NULL, chip TEXT NOT NULL, received_at TEXT NOT NULL,
    PRIMARY KEY (box_id, at, number, chip)
  ) STRICT, WITHOUT ROWID;

  -- The colleague's laptop where a command was given that came by file.
  ALTER TABLE outbox ADD COLUMN carried_from TEXT;
  `,
  `
  -- Runs stopped while their box was out of contact: how many passings were here then, and when the rest had come.
  CREATE TABLE run_rest (
    session_id TEXT PRIMARY KEY, box_id TEXT NOT NULL, had INTEGER NOT NULL, came_at TEXT, came INTEGER
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX passing_outside ON passing (box_id, counted_at) WHERE session_id IS NULL;
  `,
  `
  -- A whole new state on its way in isn't in the file any more.
  DROP TABLE incoming;
  `,
]
