import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { freePort } from './free-port.ts'
import { testFolder } from './test-folder.ts'

const PROGRAM = ['pgbouncer', '/usr/sbin/pgbouncer'].find((name) => spawnSync(name, ['--version']).status === 0)

export const HAS_PGBOUNCER = PROGRAM !== undefined

/** Before that PostgreSQL, for the running test. @returns the database's address through it */
export async function startPgbouncer(databaseUrl: string, settings: readonly string[]): Promise<string> {
  if (PROGRAM === undefined) throw new Error('PgBouncer is not installed')
  const folder = testFolder()
  const { port: serverPort, username, password } = new URL(databaseUrl)
  const port = await freePort()
  const users = join(folder, 'users')
  writeFileSync(users, `"${username}" "${password}"\n`)
  const lines = [
    '[databases]',
    `* = host=127.0.0.1 port=${serverPort}`,
    '[pgbouncer]',
    ...['listen_addr=127.0.0.1', `listen_port=${port}`, 'unix_socket_dir=', 'auth_type=plain', `auth_file=${users}`],
    ...settings,
  ]
  const file = join(folder, 'pgbouncer.ini')
  writeFileSync(file, `${lines.join('\n')}\n`)
  // It refuses to run as root, as PostgreSQL does, which has got a user of its own then.
  const asRoot = userInfo().uid === 0
  if (asRoot) chmodSync(folder, 0o755)
  const pooler = spawn(PROGRAM, [...(asRoot ? ['-u', 'postgres'] : []), file], { stdio: 'ignore' })
  onTestFinished(() => void pooler.kill())
  for (let tries = 0; tries < 200 && !(await answers(port)); tries += 1) await sleep(50)
  const through = new URL(databaseUrl)
  through.port = String(port)
  return through.href
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
