export const statements: readonly string[] = [
  // What the device API calls a timing run; made when it is first shown there.
  `create table session_token (
    session_id uuid primary key references session,
    token text not null unique
  )`,
]
