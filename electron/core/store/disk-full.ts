/** Whether `error` says that the disk has no room: from SQLite, or from the operating system. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'SQLITE_FULL' || error.code === 'ENOSPC')
}
