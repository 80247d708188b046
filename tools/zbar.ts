import { delimiter, join } from 'node:path'
import { type Computer, installFromDebian } from './chromium.ts'

/** The path of zbarimg, a reader of QR codes that shares nothing with ours. Installs Debian's as the last resort. */
export function findZbar(computer: Computer): string {
  const found = search(computer) ?? (installFromDebian(computer, ['zbar-tools']) ? search(computer) : undefined)
  if (found) return found
  throw new Error('No zbarimg was found for the e2e tests. Install it (on Debian: apt-get install zbar-tools).')
}

function search({ env, exists, run }: Computer): string | undefined {
  const folders = [...(env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/usr/local/bin']
  return folders.map((folder) => join(folder, 'zbarimg')).find((path) => exists(path) && run(path, ['--version']))
}
