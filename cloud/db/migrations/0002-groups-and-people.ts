export const statements: readonly string[] = [
  // G4. Null until the cloud has given one, at its start.
  `alter table organisation add column sharing_code text unique`,

  `create table "group" (
    id uuid primary key,
    name text not null,
    category text not null,
    parent_id uuid references "group" deferrable initially deferred,
    owner_id uuid not null references organisation,
    check (id <> parent_id)
  )`,
  `create index group_by_parent on "group" (parent_id)`,
  `alter table box add foreign key (group_id) references "group" deferrable initially deferred`,
  `create index box_by_group on box (group_id)`,
  // G2, G3: its id is the group's.
  `create table group_share (
    id uuid primary key references "group" deferrable initially deferred,
    owner_id uuid not null references organisation,
    receiver_id uuid not null references organisation,
    role_id uuid not null,
    role_name text not null,
    permissions jsonb not null,
    since timestamptz not null,
    check (owner_id <> receiver_id)
  )`,
  `create index group_share_by_owner on group_share (owner_id, role_id)`,
  `create index group_share_by_receiver on group_share (receiver_id)`,
  `alter table history_entry add column group_name text`,

  // O3: own ones alone; those built in are in the program.
  `create table role (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    name text not null,
    permissions jsonb not null,
    built_in boolean not null check (not built_in),
    unique (organisation_id, name)
  )`,
  `create table invitation (
    id uuid primary key,
    organisation_id uuid not null references organisation,
    email text not null,
    role_id uuid not null,
    code_hash text not null unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    unique (organisation_id, email)
  )`,
  // O6: who was removed can join again, anywhere.
  `alter table member drop constraint member_email_key`,
  `create unique index member_email on member (email) where removed_at is null`,
  `create index member_by_email on member (email)`,
  `create index installation_by_organisation on installation (organisation_id)`,
  `create index installation_by_member on installation (member_id)`,
  // The installation that the sign-in was last used with: it ends with it.
  `alter table sign_in add column installation_id uuid references installation`,
  `create index sign_in_by_installation on sign_in (installation_id)`,
  `create index partnership_by_partner on partnership (partner_id)`,
]
