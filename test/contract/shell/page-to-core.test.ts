import { expect, it, onTestFinished } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../../electron/content-security-policy.ts'
import { testFolder } from '../../support/test-folder.ts'
import { eventually } from './eventually.ts'
import { openPage, startApplication } from './running-application.ts'

it('brings a click from the page to the core and the answer back', async () => {
  const { electron, quit } = await startApplication(testFolder())
  onTestFinished(quit)
  const page = openPage(electron)
  await eventually(() => expect(page.theme()).toBe('system'))
  expect(await page.core.call('saveSettings', { theme: 'dark' })).toEqual({})
  await eventually(() => expect(page.theme()).toBe('dark'))
  expect(await page.core.call('signIn', { email: 'ana@sierra.example', password: 'wrong' })).toEqual({
    status: 'failed',
    problem: 'NO_CLOUD',
  })
})

it('gives a page that is loaded again a line to the core that is there', async () => {
  const { electron, quit } = await startApplication(testFolder())
  onTestFinished(quit)
  const before = openPage(electron)
  await eventually(() => expect(before.theme()).toBe('system'))
  const page = openPage(electron)
  await eventually(() => expect(page.theme()).toBe('system'))
  expect(page.links).toEqual(['connecting', 'open'])
})

it('gives the page a fresh line when the core died, and nothing acknowledged is lost', async () => {
  const { electron, log, quit } = await startApplication(testFolder())
  onTestFinished(quit)
  const page = openPage(electron)
  await page.core.call('saveSettings', { theme: 'sunlight' })
  await electron.cores[0]?.die()
  await eventually(() => expect(page.links).toEqual(['connecting', 'open', 'gone']))
  page.pushes.length = 0
  // Made while the core is away, the call waits for it.
  expect(await page.core.call('saveSettings', { theme: 'dark' })).toEqual({})
  expect(page.links).toEqual(['connecting', 'open', 'gone', 'open'])
  expect(page.pushes[0]).toMatchObject({ push: 'status', status: { settings: { theme: 'sunlight' } } })
  expect(page.theme()).toBe('dark')
  expect(electron.cores).toHaveLength(2)
  expect(log.join()).toContain("the core's process ended")
})

it('tells a person that another Trackside works in the folder, and quits', async () => {
  const dataDir = testFolder()
  const first = await startApplication(dataDir)
  onTestFinished(first.quit)
  const page = openPage(first.electron)
  await eventually(() => expect(page.theme()).toBe('system'))
  const second = await startApplication(dataDir)
  await eventually(() => expect(second.electron.app.exits).toEqual([0]))
  expect(second.electron.errorBoxes).toEqual([expect.stringContaining('running already')])
  expect(second.electron.cores).toHaveLength(1)
})

it('serves the window its page, with the policy of every window', async () => {
  const { electron, quit } = await startApplication(testFolder())
  onTestFinished(quit)
  const response = await electron.request(electron.windows[0]?.urls[0] ?? '')
  expect(await response.text()).toBe('<!doctype html>')
  expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
})
