import { expect, onTestFinished, test } from 'vitest'
import { createDeviceBinding } from '../../../tools/box-simulator/device-binding.ts'
import { type HealthState, startHealthReporter } from '../../../tools/box-simulator/health-reporter.ts'
import { retryDelayMs } from '../../../tools/box-simulator/retry.ts'
import { createSeededRandom } from '../../../tools/box-simulator/seeded-random.ts'
import { NOON_MS } from './a-box.ts'
import { API_KEY, aCloud, asACloudDoes, DEVICE_ID, withStatus } from './a-cloud.ts'

function report(cloudUrl: string, states: HealthState[] = [], deviceId?: string) {
  const access = { cloudUrl, apiKey: API_KEY }
  const device = { model: 'CloudBox', serial: 'CLBX30201', alias: 'Start', firmware: '2.4.1' }
  const reporter = startHealthReporter({
    access,
    binding: createDeviceBinding(access, device, deviceId),
    position: { latitude: 37.1, longitude: -4.5 },
    clock: () => ({ kind: 'set', source: 'GPS', offsetMs: 0 }),
    batteryPercent: 77,
    now: () => NOON_MS,
    random: createSeededRandom(1),
    intervalMs: 5,
    firstRetryMs: 1,
    onState: (state) => states.push(state),
  })
  onTestFinished(reporter.stop)
  return reporter
}

const HEALTH_PATH = `POST /v0/devices/${DEVICE_ID}/health`

test('[R6] binds once, then reports at each interval', async () => {
  const cloud = await aCloud()
  report(cloud.url)
  const [binding, ...reports] = await cloud.calls(4)
  expect(binding).toEqual({
    path: 'POST /v0/devices',
    apiKey: API_KEY,
    body: { body: { model: 'CloudBox', serial_number: 'CLBX30201', alias: 'Start', firmware: '2.4.1' } },
  })
  expect(reports.map(({ path, apiKey }) => ({ path, apiKey }))).toEqual(
    Array.from({ length: 3 }, () => ({ path: HEALTH_PATH, apiKey: API_KEY })),
  )
  expect(reports[0]?.body).toEqual({
    body: {
      batteryPercent: 77,
      charging: false,
      voltage: 12.12,
      cpuTemperatureC: expect.any(Number),
      clockSource: 'GPS',
      network: 'ethernet',
      latitude: 37.1,
      longitude: -4.5,
      readerPresent: true,
      status: 'OK',
    },
  })
})

test('goes on trying through every kind of failure, and says each state once', async () => {
  const cloud = await aCloud([
    (_call, response) => response.destroy(),
    (_call, response) => response.destroy(),
    (_call, response) => response.setHeader('content-type', 'text/html').end('<h1>Hotel Wi-Fi</h1>'),
    (_call, response) => response.destroy(),
    withStatus(503),
  ])
  const states: HealthState[] = []
  report(cloud.url, states)
  const calls = await cloud.calls(9)
  expect(calls.slice(0, 6).every(({ path }) => path === 'POST /v0/devices')).toBe(true)
  expect(calls.slice(6).every(({ path }) => path === HEALTH_PATH)).toBe(true)
  expect(states).toEqual(['UNREACHABLE', 'NOT_A_CLOUD', 'UNREACHABLE', 'REFUSED', 'reporting'])
})

test('binds anew where the cloud no longer knows the device, and only there', async () => {
  const cloud = await aCloud([asACloudDoes, withStatus(500), withStatus(404)])
  report(cloud.url)
  const paths = (await cloud.calls(5)).map(({ path }) => path)
  expect(paths).toEqual(['POST /v0/devices', HEALTH_PATH, HEALTH_PATH, 'POST /v0/devices', HEALTH_PATH])
})

test('[L10] with a key of its own it never binds, not even where it is not found', async () => {
  const cloud = await aCloud([withStatus(404)])
  report(cloud.url, [], DEVICE_ID)
  expect((await cloud.calls(3)).map(({ path }) => path)).toEqual([HEALTH_PATH, HEALTH_PATH, HEALTH_PATH])
})

test('does not carry its key to where a portal sends it', async () => {
  const elsewhere = await aCloud()
  const cloud = await aCloud([(_call, response) => response.writeHead(307, { location: elsewhere.url }).end()])
  report(cloud.url)
  await cloud.calls(3)
  expect(elsewhere.received()).toBe(0)
})

test('stops in the middle of a call', async () => {
  const cloud = await aCloud([() => undefined])
  const states: HealthState[] = []
  const reporter = report(cloud.url, states)
  await cloud.calls(1)
  await reporter.stop()
  expect(states).toEqual([])
})

test('waits twice as long after each failure, up to a minute, half of it by chance', () => {
  const longest = (failures: number) => retryDelayMs(failures, 1000, () => 1)
  expect([1, 2, 3, 6, 7, 50].map(longest)).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000])
  expect(retryDelayMs(2, 1000, () => 0)).toBe(1000)
})
