import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { streamLogger } from '../../../electron/core/log.ts'
import { openDatabase, startCloud } from '../../support/cloud.ts'
import { Laptop, PASSWORD, signUp } from '../../support/laptop.ts'
import { testFolder } from '../../support/test-folder.ts'
import { openTestWindow } from '../../support/test-window.ts'
import { aRawBox, asBox } from '../../unit/core/boxes/a-raw-box.ts'
import { Heard } from './heard.ts'
import { anyText, type JsonSchema, spoiltText } from './json-values.ts'
import { mutatedBytes } from './mutated.ts'
import { FUZZ_TIMEOUT_MS, scaled } from './scale.ts'

const SERIAL = 'RAW1'
const PASSING: JsonSchema = {
  type: 'object',
  properties: {
    epc: { type: 'string', minLength: 1, maxLength: 24 },
    timestamp: { type: 'string', format: 'date-time' },
    passingNumber: { type: 'integer', minimum: 100_000, maximum: 200_000 },
    antenna: { type: 'integer', minimum: 1, maximum: 8 },
    rssi: { type: 'number', minimum: -99, maximum: 0 },
    latitude: { type: 'number', minimum: -90, maximum: 90 },
    longitude: { type: 'number', minimum: -180, maximum: 180 },
    tagStr: { type: 'string' },
  },
  required: ['epc', 'timestamp', 'passingNumber'],
}
const ANSWER: JsonSchema = {
  type: 'object',
  properties: {
    command: { enum: ['START', 'STOP', 'GETSYSTEMTIME', 'GETSYSTEMCONFIG', 'REWIND;1', 'x', ''] },
    result: {},
  },
  required: ['command', 'result'],
}

it(
  '[R6] whatever a box sends, its good passings are kept, and the laptop goes on',
  async () => {
    const heard = new Heard()
    const cloud = await startCloud(await openDatabase('PGlite'))
    const person = await signUp(cloud)
    const laptop = new Laptop(cloud, person)
    const boxId = await laptop.registerBox(SERIAL)
    const window = await openTestWindow(testFolder(), cloud.url, { log: streamLogger((line) => heard.say(line)) })
    onTestFinished(async () => {
      await window.stop()
      await cloud.close()
    })
    heard.keepSecret(PASSWORD, person.token)
    await window.call('signIn', { email: person.member.email, password: PASSWORD })
    await window.until(() => window.find('box', ({ id }) => id === boxId), 'the box')
    const raw = await aRawBox(asBox(SERIAL, new Date().toISOString()))
    const started = await window.call('startTiming', { boxId, address: { host: '127.0.0.1', port: raw.port } })
    expect(started.status).toBe('done')
    const sessionId = started.status === 'done' ? started.sessionId : ''
    await window.until(() => raw.commands.includes('START'), 'START')

    const good = (number: number) =>
      JSON.stringify({ epc: `GOOD${number}`, timestamp: new Date().toISOString(), passingNumber: number })
    const passing = {
      epc: 'E1',
      timestamp: '2026-06-06;10:00:00.000Z',
      passingNumber: 7,
      antenna: 1,
      extra: { a: [1] },
    }
    const bytes = new Uint8Array(Buffer.from(`${JSON.stringify(passing)}\r\n`))
    const noise = fc.oneof(
      anyText(PASSING, {}),
      anyText(ANSWER, {}),
      spoiltText(passing),
      mutatedBytes(bytes).map((changed) => Buffer.from(changed)),
      fc.uint8Array({ maxLength: 300 }).map((any) => Buffer.from(any)),
      fc.nat(70_000).map((length) => `{"epc":"${'x'.repeat(length)}`),
    )
    let count = 0
    await fc.assert(
      fc.asyncProperty(noise, async (said) => {
        raw.send(said)
        // A line end, and what ends what was left open: so that the next one can be told from it.
        raw.send(`\r\n\u0000"}]}\r\n`)
        count += 1
        raw.send(`${good(count)}\r\n`)
        if (raw.open() === 0) await window.until(() => raw.open() > 0, 'the box to be connected again')
      }),
      scaled(300),
    )
    const { db } = cloud.database
    const inCloud = db.selectFrom('passing').select('chip').distinct().where('chip', 'like', 'GOOD%')
    await expect.poll(async () => (await inCloud.execute()).length, { timeout: 60_000, interval: 200 }).toBe(count)
    expect(window.link(boxId)?.state).toBe('connected')
    const page = await window.call('passings', { of: { sessionId }, limit: 500 })
    expect(page.passings.length).toBeGreaterThan(0)
    expect(heard.lines.filter((line) => line.includes(' error '))).toEqual([])
    heard.expectNoSecret()
  },
  FUZZ_TIMEOUT_MS,
)
