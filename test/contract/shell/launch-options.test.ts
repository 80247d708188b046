import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { readLaunchOptions } from '../../../electron/shell/launch-options.ts'

it('takes the cloud and the data folder, among switches of Chromium', () => {
  const args = ['--no-sandbox', '--cloud=https://cloud.example', '--remote-debugging-port=0', '--data=demo/sierra']
  expect(readLaunchOptions(args, {})).toEqual({
    cloudUrl: 'https://cloud.example',
    dataDir: resolve('demo/sierra'),
    demoAccounts: undefined,
    traceStartup: false,
  })
})

it('measures its start when told to, on the command line or, where Chromium must not hear of it, by environment', () => {
  expect(readLaunchOptions(['--trace-startup'], {}).traceStartup).toBe(true)
  expect(readLaunchOptions([], { TRACKSIDE_TRACE_STARTUP: '1' }).traceStartup).toBe(true)
  expect(readLaunchOptions(['trackside://ticket#TRK1:ABC', '--trace-startup'], {}).traceStartup).toBe(false)
})

it('leaves the data folder to the application', () => {
  expect(readLaunchOptions(['--cloud=http://127.0.0.1:4000'], {}).dataDir).toBeUndefined()
})

it('takes demo accounts from the environment', () => {
  const account = { email: 'timer@sierra.example', organisationName: 'Sierra Timing', password: 'trackside-demo' }
  const env = { TRACKSIDE_DEMO_ACCOUNTS: JSON.stringify([account]) }
  expect(readLaunchOptions(['--cloud=http://127.0.0.1:4000'], env).demoAccounts).toEqual([account])
})

it('leaves the cloud to what is known otherwise', () => {
  expect(readLaunchOptions([], {}).cloudUrl).toBeUndefined()
})

it.each(['trackside://ticket#TRK1:ABC', 'TRACKSIDE:x', '"trackside://x'])(
  'takes no option from beside a link, as a web page may have written it: %s',
  (link) => {
    const args = [link, '--cloud=https://evil.example', '--data=/elsewhere']
    expect(readLaunchOptions(args, {})).toMatchObject({ cloudUrl: undefined, dataDir: undefined })
    expect(readLaunchOptions(args.toReversed(), {})).toMatchObject({ cloudUrl: undefined, dataDir: undefined })
  },
)

it.each([
  ['a cloud without address', ['--cloud'], /--cloud=URL/],
  ['a data folder without name', ['--cloud=https://cloud.example', '--data'], /--data=DIR/],
])('says what is wrong with %s', (_what, args, sentence) => {
  expect(() => readLaunchOptions(args, {})).toThrow(sentence)
})
