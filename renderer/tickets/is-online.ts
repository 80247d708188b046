import type { Status } from '../../shared/desktop-api.ts'

/** Whether what is done now reaches the cloud at once: then slips aren't needed. */
export function isOnline(connection: Status['connection'] | undefined): boolean {
  return connection === 'online' || connection === 'sending'
}
