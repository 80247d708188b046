import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { changesSchema, INSTALLATION_HEADER, outcomesSchema, signedInSchema } from '../../shared/cloud-api.ts'
import type { CommandArgs, CommandType } from '../../shared/commands/commands.ts'
import { passingsPageSchema } from '../../shared/passings-api.ts'
import { formatShareToken, newShareToken, shareTokenHashInput } from '../../shared/share-token.ts'

/** Somebody who speaks the HTTP contract with a cloud, without an app: for programs that run outside the test runner. */
export interface CloudUser {
  /** Any call. @throws where the cloud answers with an error */
  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>
  /** The ids of the boxes that this one sees, by serial. */
  boxes(): Promise<ReadonlyMap<string, string>>
  give<T extends CommandType>(type: T, args: CommandArgs<T>): Promise<void>
  /** Lends for a day. @returns the code, and the loan's id */
  lend(boxId: string): Promise<{ readonly code: string; readonly loanId: string }>
  /** The identity of each passing that the path gives, in the order stored: stamp, number, chip. */
  passings(path: string): Promise<readonly string[]>
}

export async function signInToCloud(url: string, email: string, password: string): Promise<CloudUser> {
  const installationId = randomUUID()
  let seq = 0
  let token = ''

  async function ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === '' ? {} : { authorization: `Bearer ${token}`, [INSTALLATION_HEADER]: installationId }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return await response.json()
  }

  token = signedInSchema.parse(await ask('POST', '/v1/auth/sign-in', { email, password })).token

  const user: CloudUser = {
    ask,
    async boxes() {
      const serials = new Map<string, string>()
      let cursor = ''
      for (;;) {
        const page = changesSchema.parse(await ask('GET', `/v1/changes?limit=5000${cursor}`))
        for (const { kind, id, body } of page.changes)
          if (kind === 'box' && body) serials.set(String(body['serial']), id)
        if (!page.more) return serials
        cursor = `&cursor=${page.cursor}`
      }
    },
    async give(type, args) {
      seq += 1
      const command = { seq, id: randomUUID(), type, args }
      const answer = await ask('POST', '/v1/commands', { installationId, commands: [command] })
      const [outcome] = outcomesSchema.parse(answer).outcomes
      if (outcome?.status !== 'accepted') throw new Error(`${type}: ${JSON.stringify(outcome)}`)
    },
    async lend(boxId) {
      const shareToken = newShareToken(randomBytes(15))
      const tokenHash = createHash('sha256').update(shareTokenHashInput(shareToken)).digest('hex')
      const loanId = randomUUID()
      await user.give('createShareToken', { loanId, boxId, validity: '1d', tokenHash, releaseFromEvent: true })
      return { code: formatShareToken(shareToken), loanId }
    },
    async passings(path) {
      const keys: string[] = []
      let after = 0
      for (;;) {
        const page = passingsPageSchema.parse(await ask('GET', `${path}?limit=5000&after=${after}`))
        for (const { at, number, chip } of page.passings) keys.push(`${at} ${number} ${chip}`)
        after = page.passings.at(-1)?.seq ?? after
        if (!page.more) return keys
      }
    },
  }
  return user
}
