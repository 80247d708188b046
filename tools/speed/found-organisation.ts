import { randomUUID } from 'node:crypto'
import { applyChanges } from '../../cloud/apply.ts'
import type { Cloud } from '../../cloud/cloud.ts'
import { insertSignIn } from '../../cloud/db/sign-ins.ts'
import { transact } from '../../cloud/db/transact.ts'
import { foundOrganisation } from '../../cloud/founding.ts'
import { hashPassword } from '../../cloud/passwords.ts'
import { newSecret, sha256Hex } from '../../cloud/secrets.ts'
import { circumstancesAt } from '../../cloud/signed.ts'
import { INSTALLATION_HEADER } from '../../shared/cloud-api.ts'
import { decide } from '../../shared/decide.ts'
import { ADMIN } from '../../shared/permissions.ts'
import type { Change } from '../../shared/records/kinds.ts'
import { commandIdSchema, installationIdSchema } from '../../shared/records/scalars.ts'
import { MemoryRecords } from '../../shared/state.ts'

const CHANGES_AT_ONCE = 20_000

/** A laptop, as far as the cloud can tell. */
export interface Laptop {
  readonly token: string
  readonly installationId: string
  readonly boxIds: readonly string[]
  /** Of its member. */
  readonly email: string
  seq: number
}

/** An organisation with so many boxes, by the cloud's own rules and statements. */
export async function foundWith(cloud: Cloud, boxes: number, password?: string): Promise<Laptop> {
  const passwordHash = password === undefined ? 'none' : await hashPassword(password)
  const [token, installationId] = [newSecret(), installationIdSchema.parse(randomUUID())]
  const name = randomUUID()
  const email = `${name}@example.com`
  const boxIds: string[] = []
  await transact(cloud.db, async (trx) => {
    const founder = { name: 'Ada Admin', email, passwordHash }
    const organisation = { name: `Org ${name}`, plan: 'UNLIMITED' } as const
    const { organisationId, memberId } = await foundOrganisation(cloud, trx, organisation, founder)
    const now = cloud.clock.now()
    await insertSignIn(trx, { id: randomUUID(), memberId, tokenHash: sha256Hex(token), createdAt: now })
    const installationName = 'Laptop'
    const permissions = new Set(ADMIN.permissions)
    const actor = { organisationId, memberId, memberName: founder.name, permissions, installationId, installationName }
    const changes: Change[] = []
    for (let index = 0; index < boxes; index += 1) {
      const args = { boxId: randomUUID(), serial: `CLBX${30_000 + index}`, alias: `Box ${index}`, model: 'CloudBox 4' }
      const command = { id: commandIdSchema.parse(randomUUID()), type: 'registerBox', args }
      const decision = decide(new MemoryRecords(), actor, command, circumstancesAt(now))
      if (decision.kind !== 'accepted') throw new Error('a box was not registered')
      changes.push(...decision.changes)
      boxIds.push(args.boxId)
    }
    for (let from = 0; from < changes.length; from += CHANGES_AT_ONCE) {
      await applyChanges(trx, new MemoryRecords(), changes.slice(from, from + CHANGES_AT_ONCE), { now })
    }
  })
  return { token, installationId, boxIds, email, seq: 0 }
}

/** Gives the next command, which must be accepted. */
export async function give(url: string, laptop: Laptop, type: string, args: object): Promise<void> {
  laptop.seq += 1
  const command = { seq: laptop.seq, id: randomUUID(), type, args }
  const text = await ask(url, laptop, '/v1/commands', { installationId: laptop.installationId, commands: [command] })
  if (!text.includes('"status":"accepted"')) throw new Error(text)
}

/** As the desktop asks. */
export async function ask(url: string, laptop: Laptop, path: string, body?: object): Promise<string> {
  const { token, installationId } = laptop
  const headers = {
    authorization: `Bearer ${token}`,
    [INSTALLATION_HEADER]: installationId,
    'content-type': 'application/json',
  }
  const sent = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
  const response = await fetch(url + path, sent)
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return await response.text()
}
