import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { INSTALLATION_HEADER, outcomesSchema } from '../../../shared/cloud-api.ts'
import { commandDefinitions } from '../../../shared/commands/commands.ts'
import { BUILT_IN_ROLES } from '../../../shared/permissions.ts'
import { isKind, type Kind, recordSchemas } from '../../../shared/records/kinds.ts'
import { openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, request } from '../../support/laptop.ts'
import { sharingCodeOf } from '../../support/sharing.ts'
import { idPlaces, type Place, putAt } from './id-places.ts'
import { type Hints, type JsonSchema, validValue } from './json-values.ts'
import { type CloudCall, callsOf } from './open-api.ts'
import { hintsOf, makeScene, type Scene, signedInAnew } from './scene.ts'

/** Where an id is chosen by who asks: a new one makes something. One that others have is refused there. */
const MAKERS: ReadonlySet<string> = new Set([
  ...['POST /v1/installations installationId', 'POST /v1/commands installationId'],
  ...[
    'registerBox boxId',
    'createShareToken loanId',
    'createEvent eventId',
    'createRace raceId',
    'createGroup groupId',
  ],
  ...['createCheckpoint checkpointId', 'startSession sessionId', 'adoptPassings sessionId', 'createRole roleId'],
  ...['recordRaceAction actionId', 'inviteMember invitationId'],
])
/** L15: who was handed an organisation's card has its id, and may address a loan to it. */
const BY_CARD: ReadonlySet<string> = new Set(
  ['organisation', 'partner'].map((one) => `createShareToken recipientId: ${one}`),
)
const PER_CALL = 250
const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z/g

interface Foreign {
  readonly what: string
  readonly id: string
}

describe('another organisation’s ids', () => {
  let cloud: RunningCloud
  let own: Scene
  let theirs: Scene
  let foreign: readonly Foreign[]
  let before: readonly string[]
  let calls: readonly CloudCall[]
  let hints: Hints

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase('PGlite'))
    theirs = await makeScene(cloud)
    own = await makeScene(cloud)
    foreign = await idsOf(theirs)
    before = [await wholeFeed(theirs.owner), await theirPassings()]
    calls = await callsOf(cloud)
    const boxId = [await own.owner.registerBox('SPARE')]
    const hash = ['a'.repeat(64)]
    hints = { boxId, tokenHash: hash, codeHash: hash, sharingCode: [await sharingCodeOf(own.partner)] }
  })
  afterAll(() => cloud.close())

  /** One of each kind of record, and all else that has an id. */
  async function idsOf(scene: Scene): Promise<readonly Foreign[]> {
    await scene.owner.sync()
    const builtIn = new Set<string>(BUILT_IN_ROLES.map(({ id }) => id))
    const records = Object.keys(recordSchemas).flatMap((kind) => {
      const all: Iterable<object> = isKind(kind) ? scene.owner.records.all<Kind>(kind) : []
      const id = [...all].map(idOf).find((one) => !builtIn.has(one))
      return id === undefined ? [] : [{ what: kind, id }]
    })
    const commands = await cloud.database.db
      .selectFrom('command')
      .select('id')
      .where('installationId', '=', scene.owner.id as never)
      .limit(1)
      .execute()
    const [key = ''] = scene.keyIds
    return [
      ...records,
      ...commands.map(({ id }) => ({ what: 'command', id })),
      { what: 'api key', id: key },
      { what: 'device', id: scene.bound.deviceId },
      { what: 'token of a run', id: scene.sessionToken },
    ]
  }

  async function wholeFeed(laptop: Laptop): Promise<string> {
    const again = new Laptop(cloud, await signedInAnew(cloud, laptop.person), laptop.id)
    const answer = await again.ask('GET', '/v1/changes?limit=5000')
    return JSON.stringify((answer.json() as { changes: unknown }).changes)
  }

  async function theirPassings(): Promise<string> {
    const laptop = new Laptop(cloud, await signedInAnew(cloud, theirs.owner.person), theirs.owner.id)
    return (await laptop.ask('GET', `/v1/sessions/${theirs.sessionId}/passings`)).text
  }

  /** What the caller would say of their own organisation, with nothing that may be left out. */
  function usual({ properties = {}, required = [], ...schema }: JsonSchema): unknown {
    const needed = Object.entries(properties).filter(([name]) => required.includes(name))
    const whole = { ...schema, properties: Object.fromEntries(needed), required }
    const [value] = fc.sample(validValue(whole, { ...hintsOf(own), ...hints }), { seed: 5, numRuns: 1 })
    return value
  }

  /** As `usual`, and new: what the command makes has an id that nobody has. */
  function usualArgs(type: string, schema: JsonSchema, isPartnerOpen: boolean): unknown {
    const makes = Object.keys(schema.properties ?? {}).filter((name) => MAKERS.has(`${type} ${name}`))
    const ids = Object.fromEntries(makes.map((name) => [name, randomUUID()]))
    const partner = type === 'shareGroup' && isPartnerOpen ? { sharingCode: hints['sharingCode']?.[0] } : {}
    return { ...(usual(schema) as object), ...ids, ...partner }
  }

  async function asked(call: CloudCall, place: Place, id: string) {
    const [where = ''] = place
    const isBody = where === 'body'
    const path = call.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === where ? id : usualOf(call, name)))
    const query = where !== 'body' && where in call.query ? `?${where}=${id}` : ''
    const usually = call.body && usual(call.body)
    const body = isBody ? putAt(usually, place.slice(1), id) : usually
    const isDevice = call.path.startsWith('/v0/')
    const headers = isDevice ? { 'x-api-key': own.device.key } : { [INSTALLATION_HEADER]: own.owner.id }
    const token = isDevice ? {} : { token: own.owner.person.token }
    const answer = await request(cloud, call.method, path + query, { ...token, headers, ...(body ? { body } : {}) })
    const told = Object.fromEntries([...answer.headers].filter(([name]) => !['date', 'trackside-time'].includes(name)))
    return { status: answer.status, headers: told, text: answer.text.replaceAll(id, 'ID').replaceAll(TIME, 'TIME') }
  }

  function usualOf(call: CloudCall, name: string): string {
    return String(usual({ type: 'object', properties: call.places, required: [name] }) ?? '')
  }

  it('are of every kind of record that there is', () => {
    expect(foreign.map(({ what }) => what)).toEqual(expect.arrayContaining(Object.keys(recordSchemas)))
  })

  it('[O7] are in every place of every call the same as those that nobody has', { timeout: 180_000 }, async () => {
    const tried: string[] = []
    for (const call of calls) {
      const bodyPlaces = call.body ? idPlaces(call.body).map((place) => ['body', ...place] as const) : []
      const others = Object.entries({ ...call.places, ...call.query }).flatMap(([name, schema]) =>
        idPlaces(schema, name).map((place) => [name, ...place] as const),
      )
      for (const place of [...others, ...bodyPlaces]) {
        const name = `${call.method} ${call.path} ${place.filter((part) => part !== 'body').join('.')}`
        if (MAKERS.has(name)) continue
        tried.push(name)
        // What is said again and again is new the first time.
        await asked(call, place, likeButNew(randomUUID()))
        for (const { what, id } of foreign) {
          const known = await asked(call, place, id)
          expect(known, `${name}: ${what}`).toEqual(await asked(call, place, likeButNew(id)))
        }
      }
    }
    expect(tried).toContain('GET /v1/sessions/{id}/passings id')
    expect(tried).toContain('POST /v1/commands commands.0.dependsOn.0')
    expect(tried).toContain('POST /v0/passings token_session')
  })

  it('[O7] are no laptop of one’s own, and no certificate is given for them', async () => {
    const publicKey = randomBytes(32).toString('base64url')
    const laptop = { installationId: theirs.owner.id, name: 'x', publicKey }
    const token = { token: own.owner.person.token }
    const answer = await request(cloud, 'POST', '/v1/installations', { ...token, body: laptop })
    expect(answer.code).toBe('NOT_FOUND')
    const body = { installationId: theirs.owner.id, commands: [] }
    expect((await request(cloud, 'POST', '/v1/commands', { ...token, body })).code).toBe('NOT_FOUND')
  })

  it('[O7] are in every place of every command the same as those that nobody has', { timeout: 180_000 }, async () => {
    const laptop = new Laptop(cloud, await signedInAnew(cloud, own.owner.person))
    const attempts = Object.entries(commandDefinitions).flatMap(([type, { args }]) => {
      const schema = z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' }) as JsonSchema
      const places = idPlaces(schema).filter((place) => !MAKERS.has(`${type} ${place.join('.')}`))
      return places.flatMap((place) => {
        const name = `${type} ${place.join('.')}`
        const usually = () => usualArgs(type, schema, place[0] !== 'partnerId')
        const all = foreign.map((one) => ({ ...one, type, name: `${name}: ${one.what}`, place, usually }))
        return all.filter((one) => !BY_CARD.has(one.name))
      })
    })
    expect(attempts.length).toBeGreaterThan(500)
    const give = async (idFor: (id: string) => string) => {
      const told: unknown[] = []
      for (let start = 0; start < attempts.length; start += PER_CALL) {
        const commands = attempts.slice(start, start + PER_CALL).map(({ type, place, usually, id }, index) => {
          const put = idFor(id)
          const command = { seq: laptop.nextSeq + index, id: randomUUID(), type, args: putAt(usually(), place, put) }
          return { command, put }
        })
        laptop.nextSeq += commands.length
        const answer = await laptop.send(commands.map(({ command }) => command))
        const { outcomes } = outcomesSchema.parse(answer.json())
        expect(outcomes).toHaveLength(commands.length)
        for (const [index, { status, code, message, details }] of outcomes.entries()) {
          const put = commands[index]?.put ?? ''
          told.push(JSON.parse(JSON.stringify({ status, code, message, details }).replaceAll(put, 'ID')))
        }
      }
      return told
    }
    const known = await give((id) => id)
    const unknown = await give(likeButNew)
    const different = attempts.flatMap(({ name }, index) => {
      const [told, other] = [JSON.stringify(known[index]), JSON.stringify(unknown[index])]
      return told === other ? [] : [`${name}: ${told} / ${other}`]
    })
    expect(different).toEqual([])
    // What stops at a form that is wrong has tried nothing.
    const invalid = new Set(
      attempts.flatMap(({ name }, index) => (isInvalid(known[index]) ? [name.split(':')[0]] : [])),
    )
    const reached = new Set(
      attempts.flatMap(({ name }, index) => (isInvalid(known[index]) ? [] : [name.split(':')[0]])),
    )
    expect([...invalid].filter((name) => !reached.has(name)).toSorted()).toEqual([])
  })

  it('[O7] nothing of theirs has changed by it, or come over', async () => {
    expect([await wholeFeed(theirs.owner), await theirPassings()]).toEqual(before)
    const seen = await wholeFeed(own.owner)
    for (const id of [theirs.owner.organisationId, theirs.owner.person.member.id, theirs.owner.person.member.email]) {
      expect(seen).not.toContain(id)
    }
  })
})

function isInvalid(told: unknown): boolean {
  return (told as { readonly code?: string }).code === 'COMMAND_INVALID'
}

function idOf(record: object): string {
  const { id, boxId } = record as { readonly id?: string; readonly boxId?: string }
  return id ?? boxId ?? ''
}

function likeButNew(id: string): string {
  return id.includes('-')
    ? id.replace(/^.{36}|(?<=:).{36}/, () => randomUUID())
    : randomBytes(id.length / 2).toString('hex')
}
