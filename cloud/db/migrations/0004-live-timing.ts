export const statements: readonly string[] = [
  // R4. Its race may be deleted; what was recorded stays.
  `create table race_action (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    race_id uuid not null,
    kind text not null,
    at timestamptz not null,
    bib text,
    note text,
    checkpoint_id uuid,
    withdraws uuid,
    member_id uuid not null references member,
    recorded_at timestamptz not null
  )`,
  `create index race_action_by_race on race_action (race_id)`,

  `alter table session
    add column adopts uuid,
    -- R1: null is main.
    add column backup boolean,
    -- The laptop that started it, and when that one learnt of an end of the right that it couldn't foresee (L10).
    add column installation_id uuid references installation,
    add column end_seen_at timestamptz`,
  `create index session_by_box on session (box_id, started_at)`,
  `create index session_unseen_end on session (installation_id)
    where stop_reason in ('loan-ended', 'share-ended', 'box-lent', 'refused') and end_seen_at is null`,
  `create index history_share_ended on history_entry (box_id, organisation_id, at) where what = 'share-ended'`,
  // O10: the laptops of a removed member go with it; one that was revoked by itself can upload nothing any more.
  `alter table installation add column revoked_with_member boolean not null default false`,

  // Whoever stores passings of a box holds its row: so they are numbered in the order in which they are committed.
  `create table passing_box (
    box_id uuid primary key references box,
    last_seq bigint not null default 0,
    clock_offset_ms bigint,
    measured_at timestamptz
  )`,
  // Without references, whose checks row by row cost more than the rows: what is stored names what is never deleted.
  `create table passing (
    box_id uuid not null,
    at timestamptz not null,
    number bigint not null,
    chip text not null,
    organisation_id uuid not null,
    session_id uuid,
    seq bigint not null,
    counted_at timestamptz not null,
    counted_by text not null,
    received_at timestamptz not null,
    clock_offset_ms bigint not null,
    antenna integer,
    rssi double precision,
    latitude double precision,
    longitude double precision,
    bib text,
    -- JSON as text, which, unlike jsonb, takes any.
    extra text,
    -- R3
    primary key (box_id, at, number, chip)
  ) partition by range (at)`,
  // Clocks that were never set, and months for which nothing is ready.
  `create table passing_default partition of passing default`,
  `create index passing_by_session on passing (session_id, seq)`,
  `create index passing_by_box on passing (box_id, organisation_id, seq)`,
]
