export const statements: readonly string[] = [
  // Since when nothing more is seen of it: only what went has one.
  `alter table feed add column gone_at timestamptz`,
  `update feed set gone_at = now() where body is null`,
  `create index feed_gone on feed (gone_at, organisation_id) where body is null`,
  // Up to this number it is forgotten what went: who hasn't come so far begins anew.
  `alter table counter add column purged_to bigint not null default 0`,
]
