import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { apiErrorSchema, INSTALLATION_HEADER, outcomesSchema, TIME_HEADER } from '../../../shared/cloud-api.ts'
import { commandDefinitions } from '../../../shared/commands/commands.ts'
import { openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, type Person } from '../../support/laptop.ts'
import { Heard } from './heard.ts'
import { anyText, type Hints, type JsonSchema, nastyText, validValue, write } from './json-values.ts'
import { type CloudCall, callsOf } from './open-api.ts'
import { FUZZ_TIMEOUT_MS, scaled } from './scale.ts'
import { hintsOf, makeScene, type Scene, secretsOf, signedInAnew } from './scene.ts'

const ANSWERED_WITHIN_MS = 20_000
/** Hashing passwords is slow on purpose. */
const SLOW: ReadonlySet<string> = new Set(['/v1/organisations', '/v1/auth/sign-in', '/v1/auth/password'])

const strictErrorSchema = apiErrorSchema.extend({ error: apiErrorSchema.shape.error.strict() }).strict()

describe('whatever is asked over HTTP', () => {
  const heard = new Heard()
  let cloud: RunningCloud
  let scene: Scene
  let person: Person
  let hints: Hints
  let calls: readonly CloudCall[]

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase('PGlite'), { onLog: (line) => heard.say(line) })
    scene = await makeScene(cloud)
    person = scene.owner.person
    hints = hintsOf(scene)
    heard.keepSecret(...secretsOf(scene))
    calls = await callsOf(cloud)
  })
  afterAll(() => cloud.close())

  function credentials(): Record<string, string> {
    return { authorization: `Bearer ${person.token}`, [INSTALLATION_HEADER]: scene.owner.id }
  }

  /** What was asked may have ended the sign-in. */
  async function stayIn(status: number): Promise<void> {
    if (status !== 401) return
    person = await signedInAnew(cloud, person)
    heard.keepSecret(person.token)
  }

  async function ask(call: CloudCall, path: string, headers: Record<string, string>, body?: string | Uint8Array) {
    const leaving = new AbortController()
    const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(ANSWERED_WITHIN_MS)])
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await fetch(cloud.url + path, {
      ...{ method: call.method, headers: { ...type, ...headers }, signal },
      ...(body === undefined ? {} : { body: body as BodyInit }),
    })
    const isStream = response.headers.get('content-type') === 'text/event-stream'
    const text = isStream ? '' : await response.text()
    if (isStream) leaving.abort()
    expect(response.status, `${path} ${text}`).toBeLessThan(500)
    expect(response.headers.get(TIME_HEADER)).not.toBeNull()
    // A key is told once, by the call that makes it; so is the sign-in's token.
    heard.say(text)
    await stayIn(response.status)
    if (response.status >= 400) strictErrorSchema.parse(JSON.parse(text))
    return { status: response.status, text }
  }

  /** A path with its places filled, and a query: both as they should be, or not. */
  function pathOf(call: CloudCall): fc.Arbitrary<string> {
    const partOf = (name: string, schema: JsonSchema) =>
      fc.oneof(
        { weight: 3, arbitrary: validValue(schema, hints, name).map(String) },
        { weight: 1, arbitrary: nastyText().map((text) => text.slice(0, 2000)) },
      )
    const names = Object.keys(call.query)
    const places = fc.record(Object.fromEntries(Object.entries(call.places).map(([n, s]) => [n, partOf(n, s)])))
    const query = fc.record(Object.fromEntries(names.map((n) => [n, partOf(n, call.query[n] ?? {})])), {
      requiredKeys: [],
    })
    return fc.tuple(places, query).map(([filled, asked]) => {
      const path = call.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(filled[name] ?? ''))
      const parameters = Object.entries(asked).map(([name, value]) => `${name}=${encoded(String(value))}`)
      return parameters.length === 0 ? path : `${path}?${parameters.join('&')}`
    })
  }

  function bodyOf(call: CloudCall): fc.Arbitrary<string | Uint8Array | undefined> {
    if (call.body === undefined) return fc.constant(undefined)
    return fc.oneof(
      { weight: 12, arbitrary: anyText(call.body, hints) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    )
  }

  it(
    'answers every call that there is by its contract',
    async () => {
      expect(calls.length).toBeGreaterThan(20)
      for (const call of calls) {
        const asked = fc.tuple(pathOf(call), bodyOf(call))
        const runs = scaled(SLOW.has(call.path) ? 4 : 12)
        await fc.assert(
          fc.asyncProperty(asked, async ([path, body]) => {
            const headers = call.path.startsWith('/v0/') ? { 'x-api-key': scene.device.key } : credentials()
            await ask(call, path, headers, body)
          }),
          runs,
        )
      }
    },
    FUZZ_TIMEOUT_MS,
  )

  it(
    'answers whoever it is that asks',
    async () => {
      const header = fc.oneof(
        fc.constantFrom('', 'Bearer', 'Bearer x', 'Basic YTpi', `bearer ${'x'.repeat(43)}`, 'Bearer '.repeat(500)),
        fc.string({ maxLength: 60, unit: 'grapheme-ascii' }),
      )
      const headers = fc.record(
        { authorization: header, api_key: header, 'x-api-key': header, [INSTALLATION_HEADER]: header },
        { requiredKeys: [] },
      )
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...calls), headers, async (call, given) => {
          const path = call.path.replaceAll(/\{(\w+)\}/g, scene.freeId)
          await ask(call, path, given, call.body && '{}')
        }),
        scaled(60),
      )
    },
    FUZZ_TIMEOUT_MS,
  )

  it(
    '[F3] decides every command that there is, whatever its arguments',
    async () => {
      for (const [type, { args }] of Object.entries(commandDefinitions)) {
        const schema = z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' }) as JsonSchema
        await fc.assert(
          fc.asyncProperty(anyText(schema, hints), async (text) => {
            const body = readable(text)
            const laptop = new Laptop(cloud, person)
            const command = `{"seq":1,"id":"${crypto.randomUUID()}","type":"${type}","args":${body}}`
            const path = '/v1/commands'
            const all = `{"installationId":"${laptop.id}","commands":[${command}]}`
            const headers = { authorization: `Bearer ${person.token}` }
            const { status, text: answer } = await ask(
              { method: 'POST', path, places: {}, query: {} },
              path,
              headers,
              all,
            )
            if (status === 200) expect(outcomesSchema.parse(JSON.parse(answer)).outcomes).toHaveLength(1)
            else expect([400, 413]).toContain(status)
          }),
          scaled(5),
        )
      }
    },
    FUZZ_TIMEOUT_MS,
  )

  it('[F3] refuses a command with a number beyond counting, stores that, and goes on with the next', async () => {
    const laptop = new Laptop(cloud, await signedInAnew(cloud, person))
    const command = (seq: number, args: string) =>
      `{"seq":${seq},"id":"${crypto.randomUUID()}","type":"createEvent","args":${args}}`
    const good = JSON.stringify({ eventId: crypto.randomUUID(), name: 'Night run', date: '2026-12-01' })
    const body = `{"installationId":"${laptop.id}","commands":[${command(1, '{"name":-1e400}')},${command(2, good)}]}`
    const first = await laptop.ask('POST', '/v1/commands', body)
    const { outcomes } = outcomesSchema.parse(first.json())
    expect(outcomes.map(({ code, status }) => code ?? status)).toEqual(['COMMAND_INVALID', 'accepted'])
    expect((await laptop.ask('POST', '/v1/commands', body)).text).toBe(first.text)
  })

  it('[F6] tells the time also with what can’t be routed', async () => {
    for (const path of [`/v1/api-keys/${'x'.repeat(500)}`, '/%ff', '/nowhere']) {
      const response = await fetch(cloud.url + path)
      expect([response.status, response.headers.has(TIME_HEADER)]).toEqual([expect.any(Number), true])
    }
  })

  it('still works, has logged no failure, and has told no secret', async () => {
    expect(heard.lines.filter((line) => line.includes('"level":50'))).toEqual([])
    person = await signedInAnew(cloud, person)
    expect((await fetch(`${cloud.url}/v1/changes`, { headers: credentials() })).status).toBe(200)
    heard.expectNoSecret()
  })
})

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** What isn't JSON would spoil the whole call, which the other tests do. */
function readable(text: string): string {
  try {
    JSON.parse(text)
    return text
  } catch {
    return write(text)
  }
}
