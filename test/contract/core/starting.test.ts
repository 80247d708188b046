import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { fileSecrets, type Secrets } from '../../../electron/core/identity/secrets.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { testFolder } from '../../support/test-folder.ts'
import { DEMO_PASSWORD, openSignedIn, openTestWindow } from '../../support/test-window.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

const ANA = { email: 'timer@sierra.example', password: DEMO_PASSWORD }

it('[F5] a sign-in that breaks in the middle doesn’t keep the application from starting', async () => {
  const folder = testFolder()
  const locked: Secrets = { ...fileSecrets(folder), write: () => Promise.reject(new Error('the key ring is locked')) }
  const first = await openTestWindow(folder, cloud.url, { secrets: locked, log: silent })
  await expect(first.call('signIn', ANA)).rejects.toThrow('signIn failed')
  await first.stop()
  const second = await openTestWindow(folder, cloud.url)
  onTestFinished(() => second.stop())
  expect(second.status().identity).toBeUndefined()
  expect(await second.call('signIn', ANA)).toEqual({ status: 'done' })
})

it('[F5] a store that can’t be opened is told, and left as it is', async () => {
  const folder = testFolder()
  const first = await openSignedIn(folder, cloud.url, ANA.email)
  const memberId = first.status().identity?.member.id
  await first.stop()
  writeFileSync(join(folder, 'members', `${memberId}.db`), 'not a database any more, but somebody’s letter')
  const second = await openTestWindow(folder, cloud.url, { log: silent })
  onTestFinished(() => second.stop())
  expect(second.status()).toMatchObject({ problems: ['store-foreign'] })
  expect(second.status().identity).toBeUndefined()
})

it('[O7] two windows that sign in at once leave one member at work', async () => {
  const window = await openTestWindow(testFolder(), cloud.url)
  onTestFinished(() => window.stop())
  await Promise.all([
    window.call('signIn', ANA),
    window.call('signIn', { email: 'timer@valle.example', password: DEMO_PASSWORD }),
  ])
  await window.until(() => !window.status().loading && window.status().connection === 'online', 'the first state')
  const mine = window.status().identity?.organisation.id
  expect(window.all('box').every(({ ownerId }) => ownerId === mine)).toBe(true)
  await window.call('signOut', {})
  expect(window.status().identity).toBeUndefined()
})

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
