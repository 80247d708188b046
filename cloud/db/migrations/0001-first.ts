export const statements: readonly string[] = [
  `create table meta (
    only_row boolean primary key default true check (only_row),
    -- Changed by hand after a restore: everybody then begins anew.
    epoch uuid not null default gen_random_uuid(),
    last_organisation_number integer not null default 1000
  )`,
  `insert into meta default values`,

  `create table organisation (
    id uuid primary key,
    name text not null,
    normalised_name text not null unique,
    number integer not null unique,
    plan text not null check (plan in ('FREE', 'CLUB', 'PRO', 'UNLIMITED')),
    contact_name text,
    contact_phone text,
    created_at timestamptz not null
  )`,
  // A table of its own, so that numbering doesn't wait for those who only read the organisation.
  `create table counter (
    organisation_id uuid primary key references organisation,
    number bigint not null default 0
  )`,
  `create table feed (
    organisation_id uuid not null references organisation,
    kind text not null,
    id text not null,
    seq bigint not null,
    body text,
    primary key (organisation_id, kind, id)
  )`,
  `create unique index feed_by_seq on feed (organisation_id, seq)`,
  `create table partnership (
    organisation_id uuid not null references organisation,
    partner_id uuid not null references organisation,
    since timestamptz not null,
    primary key (organisation_id, partner_id),
    check (organisation_id <> partner_id)
  )`,

  `create table member (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    name text not null,
    email text not null unique,
    password_hash text not null,
    role_id uuid not null,
    created_at timestamptz not null,
    removed_at timestamptz
  )`,
  `create index member_by_organisation on member (organisation_id)`,
  `create table sign_in (
    id uuid primary key,
    member_id uuid not null references member,
    token_hash text not null unique,
    created_at timestamptz not null,
    last_contact_at timestamptz not null
  )`,
  `create index sign_in_by_member on sign_in (member_id)`,
  `create table installation (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    member_id uuid not null references member,
    name text not null,
    last_seq bigint not null default 0,
    last_given_at timestamptz,
    acknowledged bigint not null default 0,
    last_seen_at timestamptz not null,
    -- The last_seen_at that the feed shows.
    announced_at timestamptz not null,
    revoked_at timestamptz
  )`,
  `create table command (
    installation_id uuid not null references installation,
    seq bigint not null,
    id uuid not null,
    member_id uuid not null references member,
    content_hash text not null,
    status text not null check (status in ('accepted', 'refused')),
    outcome text not null,
    decided_at timestamptz not null,
    -- The id was known already: this is its outcome once more, under another number.
    repeated boolean not null,
    primary key (installation_id, seq)
  )`,
  `create unique index command_once on command (id) where not repeated`,

  `create table box (
    id uuid primary key,
    serial text not null,
    alias text not null,
    model text not null,
    firmware text not null,
    owner_id uuid not null references organisation,
    holder_id uuid references organisation,
    group_id uuid,
    notes text,
    out_of_service boolean,
    registered_at timestamptz not null,
    retired_at timestamptz
  )`,
  `create unique index box_serial on box (owner_id, serial) where retired_at is null`,
  `create index box_by_owner on box (owner_id)`,
  `create index box_by_holder on box (holder_id)`,
  `create table loan (
    id uuid primary key,
    box_id uuid not null references box deferrable initially deferred,
    box_serial text not null,
    box_alias text not null,
    owner_id uuid not null references organisation,
    recipient_id uuid references organisation,
    addressed_to_id uuid references organisation,
    validity text not null,
    created_at timestamptz not null,
    ends_at timestamptz not null,
    accepted_at timestamptz,
    ended_at timestamptz,
    end_reason text check (end_reason in ('expired', 'revoked', 'returned')),
    back_at timestamptz,
    note text,
    token_hash text,
    recipient_installation_id uuid,
    last_seen_at timestamptz,
    end_seen_at timestamptz,
    check (owner_id <> recipient_id),
    check ((recipient_id is null) = (accepted_at is null)),
    check ((ended_at is null) = (end_reason is null))
  )`,
  // L8
  `create unique index loan_live on loan (box_id) where ended_at is null`,
  `create index loan_by_box on loan (box_id, recipient_id, created_at)`,
  `create index loan_by_token on loan (token_hash)`,
  `create index loan_by_end on loan (ends_at) where ended_at is null`,
  `create index loan_unseen_end on loan (recipient_installation_id)
    where end_reason = 'revoked' and end_seen_at is null`,

  `create table event (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    name text not null,
    date date not null,
    time_zone text not null,
    archived_at timestamptz
  )`,
  `create table race (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    event_id uuid not null references event deferrable initially deferred,
    name text not null,
    planned_start timestamptz,
    expected_end timestamptz
  )`,
  `create index race_by_event on race (event_id)`,
  `create table checkpoint (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    race_id uuid not null references race deferrable initially deferred,
    name text not null,
    kind text not null check (kind in ('START', 'INTERMEDIATE', 'FINISH')),
    distance_m double precision
  )`,
  `create index checkpoint_by_race on checkpoint (race_id)`,
  // R1: its id is the box's.
  `create table assignment (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    box_id uuid not null references box deferrable initially deferred,
    event_id uuid not null references event deferrable initially deferred,
    checkpoint_ids jsonb not null,
    backup boolean not null,
    check (id = box_id)
  )`,
  `create index assignment_by_event on assignment (event_id)`,
  `create table session (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    box_id uuid not null references box deferrable initially deferred,
    box_serial text not null,
    event_id uuid,
    checkpoint_ids jsonb not null,
    alias text not null,
    started_by_id uuid not null references member,
    started_at timestamptz not null,
    stopped_at timestamptz,
    stop_reason text,
    check ((stopped_at is null) = (stop_reason is null))
  )`,
  // R2
  `create unique index session_running on session (box_id) where stopped_at is null`,
  `create table history_entry (
    id text primary key,
    organisation_id uuid not null references organisation,
    box_id uuid not null,
    box_serial text not null,
    loan_id uuid,
    at timestamptz not null,
    member_name text,
    installation_name text,
    offline boolean not null,
    what text not null,
    partner_id uuid,
    partner_name text,
    ends_at timestamptz,
    event_name text,
    checkpoint_names jsonb,
    session_stopped boolean
  )`,

  `create table api_key (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    created_by_id uuid not null references member,
    name text not null,
    access text not null check (access in ('READ', 'WRITE', 'READ_WRITE')),
    box_id uuid references box,
    key_hash text not null unique,
    created_at timestamptz not null,
    last_used_at timestamptz
  )`,
  `create index api_key_by_organisation on api_key (organisation_id)`,
  `create table device (
    box_id uuid primary key references box,
    device_id text not null unique,
    created_at timestamptz not null,
    last_login_at timestamptz not null
  )`,
  `create table telemetry (
    box_id uuid primary key references box,
    -- Who held the box then: the position is for its eyes alone.
    organisation_id uuid not null references organisation,
    received_at timestamptz not null,
    health jsonb not null
  )`,
]
