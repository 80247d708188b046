export const statements: readonly string[] = [
  // What certificates are signed with, where the operator gives no keys. A previous one can sign nothing any more.
  `create table root_key (
    public_key bytea primary key check (length(public_key) = 32),
    private_key bytea,
    state text not null check (state in ('current', 'next', 'previous')),
    created_at timestamptz not null,
    retired_at timestamptz,
    check ((state = 'previous') = (private_key is null)),
    check ((state = 'previous') = (retired_at is not null))
  )`,
  `create unique index root_key_in_use on root_key (state) where state <> 'previous'`,
  // The one that was certified last, raw.
  `alter table installation add column public_key bytea check (length(public_key) = 32)`,
  // By the recipient's slip, while its own report of taking the box hasn't come.
  `alter table loan
    add column receipt_from_id uuid,
    add column receipt_at timestamptz,
    add check ((receipt_from_id is null) = (receipt_at is null)),
    add check (owner_id <> receipt_from_id)`,
  `create index loan_ended_early on loan (ends_at) where end_reason in ('revoked', 'returned')`,
]
