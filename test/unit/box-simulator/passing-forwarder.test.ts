import type { ServerResponse } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import type { BoxClock } from '../../../tools/box-simulator/box-clock.ts'
import { createDeviceBinding } from '../../../tools/box-simulator/device-binding.ts'
import { type ForwardingState, startPassingForwarder } from '../../../tools/box-simulator/passing-forwarder.ts'
import { createSeededRandom } from '../../../tools/box-simulator/seeded-random.ts'
import type { SimulatedBox } from '../../../tools/box-simulator/simulated-box.ts'
import { aBox, NOON_MS } from './a-box.ts'
import { API_KEY, aCloud, type Call, DEVICE_ID, withStatus } from './a-cloud.ts'

const ACTIVE_PATH = `GET /v0/sessions/device/${DEVICE_ID}/active`
const [FIRST, SECOND] = ['1f'.repeat(32), '2f'.repeat(32)]

interface Run {
  readonly token: string
  readonly startedAtMs: number
}

/** A cloud on which these runs are on, one look after the other; the last one stays. */
async function aCloudWithRuns(...runs: readonly (Run | undefined)[]) {
  const posts: { readonly token: string; readonly numbers: readonly number[] }[] = []
  const trouble: ((call: Call, response: ServerResponse) => void)[] = []
  const looks = [...runs]
  const answer = (call: Call, response: ServerResponse): void => {
    const failing = call.path === ACTIVE_PATH ? undefined : trouble.shift()
    if (failing) failing(call, response)
    else if (call.path === ACTIVE_PATH) answerLook(looks.length > 1 ? looks.shift() : looks[0], response)
    else {
      const { token, numbers, stamps } = toPost(call)
      posts.push({ token, numbers })
      // A run that is over takes nothing of the next one's time.
      const end = looks[0] !== undefined && looks[0].token !== token ? iso(looks[0].startedAtMs) : '9'
      const refused = stamps.filter((stamp) => stamp >= end).length
      response.end(JSON.stringify({ inserted_count: numbers.length - refused, refused_count: refused }))
    }
  }
  const cloud = await aCloud([], answer)
  return { ...cloud, posts, trouble, looks }
}

function answerLook(run: Run | undefined, response: ServerResponse): void {
  if (run === undefined) response.writeHead(404).end('{}')
  else response.end(JSON.stringify({ token_session: run.token, creation_date: iso(run.startedAtMs) }))
}

function toPost({ body }: Call) {
  const { token_session: token, passings_list: list } = (body as { body: Record<string, unknown> }).body
  const passings = list as { readonly num_passing: number; readonly timestamp: string }[]
  const numbers = passings.map((passing) => passing.num_passing)
  return { token: String(token), numbers, stamps: passings.map(({ timestamp }) => timestamp) }
}

function forward(cloudUrl: string, box: SimulatedBox, clock: () => BoxClock = box.clock) {
  const states: ForwardingState[] = []
  const access = { cloudUrl, apiKey: API_KEY }
  const device = { model: 'CloudBox', serial: 'CLBX30201', alias: 'Start', firmware: '2.4.1' }
  const forwarder = startPassingForwarder({
    access,
    binding: createDeviceBinding(access, device, DEVICE_ID),
    backup: box.backup,
    clock,
    random: createSeededRandom(1),
    intervalMs: 2,
    idleIntervalMs: 2,
    firstRetryMs: 1,
    onState: (state) => states.push(state),
  })
  onTestFinished(forwarder.stop)
  return { forwarder, states }
}

function pass(box: SimulatedBox, ...secondsFromNoon: readonly number[]): void {
  for (const seconds of secondsFromNoon) box.record({ epc: 'E1', tagStr: '7', atMs: NOON_MS + seconds * 1000 })
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

test('[R3] sends what was stamped since the run began, with the chip and the stamp as over TCP, once', async () => {
  const box = await aBox({ timestampForm: 'semicolon' })
  pass(box, -60, 0, 5)
  const cloud = await aCloudWithRuns({ token: FIRST, startedAtMs: NOON_MS })
  forward(cloud.url, box)
  const [look, post] = await cloud.calls(2)
  expect(look).toEqual({ path: ACTIVE_PATH, apiKey: API_KEY, body: undefined })
  expect(post?.path).toBe('POST /v0/passings')
  const common = { bib: '7', latitude: 37.02, longitude: -4.56, chips: ['E1'] }
  expect(post?.body).toEqual({
    body: {
      token_session: FIRST,
      passings_list: [
        { ...common, num_passing: 2, timestamp: '2026-06-07T12:00:00.000Z' },
        { ...common, num_passing: 3, timestamp: '2026-06-07T12:00:05.000Z' },
      ],
    },
  })
  await cloud.calls(6)
  pass(box, 9)
  await expect.poll(() => cloud.posts.length).toBe(2)
  expect(cloud.posts[1]).toEqual({ token: FIRST, numbers: [4] })
})

test('[R3] what a failure left unsure is sent again, and everything in the end', async () => {
  const box = await aBox()
  pass(box, 1, 2)
  const cloud = await aCloudWithRuns({ token: FIRST, startedAtMs: NOON_MS })
  cloud.trouble.push(
    (_call, response) => response.destroy(),
    withStatus(503),
    (_call, response) => response.setHeader('content-type', 'text/html').end('<h1>Hotel Wi-Fi</h1>'),
  )
  const { states } = forward(cloud.url, box)
  await expect.poll(() => cloud.posts).toEqual([{ token: FIRST, numbers: [1, 2] }])
  expect(states).toEqual(['UNREACHABLE', 'REFUSED', 'NOT_A_CLOUD', 'sending'])
})

test('[L10] what a run missed is sent to it late; what came after it goes to the next one', async () => {
  const box = await aBox()
  const cloud = await aCloudWithRuns({ token: FIRST, startedAtMs: NOON_MS })
  const { states } = forward(cloud.url, box)
  await cloud.calls(2)
  pass(box, 1)
  await expect.poll(() => cloud.posts.length).toBe(1)
  // Out of reach for a while, in which the run ends and the next one begins.
  cloud.looks.splice(0, 1, { token: SECOND, startedAtMs: NOON_MS + 100_000 })
  pass(box, 50, 150)
  await expect.poll(() => cloud.posts.some(({ token }) => token === SECOND)).toBe(true)
  expect(cloud.posts.filter(({ token }) => token === FIRST).flatMap(({ numbers }) => numbers)).toContain(2)
  expect(cloud.posts.filter(({ token }) => token === SECOND)[0]?.numbers).toEqual([3])
  expect(states).toEqual(['sending'])
})

test('a run that is over and takes nothing more holds nothing up', async () => {
  const box = await aBox()
  const cloud = await aCloudWithRuns({ token: FIRST, startedAtMs: NOON_MS }, undefined)
  cloud.trouble.push(withStatus(404), withStatus(404))
  pass(box, 1)
  const { states } = forward(cloud.url, box)
  await expect.poll(() => states).toEqual(['sending', 'idle'])
  cloud.looks.splice(0, 1, { token: SECOND, startedAtMs: NOON_MS })
  await expect.poll(() => cloud.posts).toEqual([{ token: SECOND, numbers: [1] }])
})

test('[L10] a box without a clock sends all that it hasn’t sent, as it can’t tell since when', async () => {
  const box = await aBox({ clock: { kind: 'none' } })
  pass(box, 0, 1)
  const cloud = await aCloudWithRuns({ token: FIRST, startedAtMs: NOON_MS })
  forward(cloud.url, box)
  await expect.poll(() => cloud.posts).toEqual([{ token: FIRST, numbers: [1, 2] }])
})

test('a great backlog goes in several calls', async () => {
  const box = await aBox()
  pass(box, ...Array.from({ length: 1201 }, (_, second) => second))
  const cloud = await aCloudWithRuns({ token: FIRST, startedAtMs: NOON_MS })
  forward(cloud.url, box)
  await expect.poll(() => cloud.posts.map(({ numbers }) => numbers.length)).toEqual([500, 500, 201])
})
