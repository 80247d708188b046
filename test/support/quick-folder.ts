import { existsSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const ROOM_BYTES = 1024 ** 3

/** Where a test's data goes: in memory where there is room, as a disk that others use, too, keeps it waiting for seconds. */
export function quickFolder(): string {
  const inMemory = '/dev/shm'
  if (!existsSync(inMemory)) return tmpdir()
  const { bavail, bsize } = statfsSync(inMemory)
  return bavail * bsize > ROOM_BYTES ? inMemory : tmpdir()
}
