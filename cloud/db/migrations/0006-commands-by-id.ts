export const statements: readonly string[] = [
  // A command may come from several laptops, by file; and it names others that it stands on.
  `create index command_by_id on command (id)`,
]
