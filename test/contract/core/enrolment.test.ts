import { randomUUID } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { TIMER } from '../../../shared/permissions.ts'
import { certified, type FieldLaptop, openFieldLaptop } from '../../support/field-laptop.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { openTestWindow } from '../../support/test-window.ts'

const DAY_MS = 86_400_000

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

function keysOf({ folder }: FieldLaptop): readonly string[] {
  return readdirSync(join(folder, 'secrets')).filter((name) => name.startsWith('key-'))
}

function until({ window }: FieldLaptop): number {
  return Date.parse(window.status().signing?.certificateUntil ?? '')
}

it('[F4] the key is in a file that only this user reads; it and its certificate outlast a restart without a cloud', async () => {
  const sierra = await openFieldLaptop(cloud.url, 'timer@sierra')
  const before = sierra.window.status().signing
  expect(before).toMatchObject({ keyIn: 'file', mayLend: true })
  const [key] = keysOf(sierra)
  expect(statSync(join(sierra.folder, 'secrets', key ?? '')).mode & 0o777).toBe(0o600)
  await sierra.offline()
  await sierra.restart()
  expect(sierra.window.status().signing).toEqual(before)
  expect(await sierra.form('card', [])).toMatch(/^TRK1:/)
  const { validities } = await sierra.window.call('lendingTerms', {})
  expect(validities.map(({ fits }) => fits)).toEqual([true, true, true])
})

it('[F4] a lost key is replaced at the next contact, and until then nothing can be signed', async () => {
  const sierra = await openFieldLaptop(cloud.url, 'timer@sierra')
  await sierra.offline()
  await sierra.window.stop()
  for (const key of keysOf(sierra)) rmSync(join(sierra.folder, 'secrets', key))
  await sierra.restart()
  expect(sierra.window.status().signing?.certificateUntil).toBeUndefined()
  expect(await sierra.window.call('signedForm', { form: 'card', loanIds: [] })).toEqual({ text: null })
  await sierra.online()
  await certified(sierra.window)
  const valle = await openFieldLaptop(cloud.url, 'timer@valle')
  expect(await valle.receive(await sierra.form('card', []))).toMatchObject({ status: 'card' })
})

it('[O4] who loses the right to lend gets a certificate that says so, as soon as the laptop hears of it', async () => {
  const admin = await openFieldLaptop(cloud.url, 'admin@sierra')
  const invited = await admin.window.call('invite', { email: `${randomUUID()}@sierra.example`, roleId: TIMER.id })
  if (invited.status !== 'done') throw new Error('not invited')
  await admin.online()
  const joined = { code: invited.code, name: 'Leo', password: 'correct horse battery' }
  const newcomer = await openFieldLaptop(cloud.url, '', {
    async open(folder, url, options) {
      const window = await openTestWindow(folder, url, options)
      expect(await window.call('acceptInvitation', joined)).toEqual({ status: 'done' })
      return window
    },
  })
  expect(newcomer.window.status().signing?.mayLend).toBe(true)
  const memberId = newcomer.window.status().identity?.member.id ?? ''
  const roleId = randomUUID()
  await admin.window.give('createRole', { roleId, name: 'Looker', permissions: ['box.view'] })
  await admin.window.give('changeMemberRole', { memberId, roleId })
  await newcomer.window.until(() => newcomer.window.status().signing?.mayLend === false, 'the new certificate')
  // O10: what is here of a removed member goes, the key too.
  await admin.window.give('removeMember', { memberId })
  await newcomer.window.until(() => newcomer.window.status().farewell, 'the farewell')
  await newcomer.window.until(() => keysOf(newcomer).length === 0, 'the key to go')
})

it('[F4] a revoked loan is refused without a cloud, once the list of ended loans has it', async () => {
  const [sierra, valle] = [
    await openFieldLaptop(cloud.url, 'timer@sierra'),
    await openFieldLaptop(cloud.url, 'timer@valle'),
  ]
  const { ticket, loanIds } = await sierra.lend(['CLBX30212'])
  await sierra.online()
  await sierra.window.give('revokeShare', { loanId: loanIds[0] })
  await sierra.online()
  const before = valle.window.status().signing?.endedListAt ?? ''
  // The list tells its time in whole seconds.
  await cloud.advance(2000)
  await valle.restart()
  const isNewer = () => (valle.window.status().signing?.endedListAt ?? '') > before
  await valle.window.until(isNewer, 'the newer list')
  await valle.offline()
  expect(await valle.receive(ticket)).toMatchObject({ status: 'refused', code: 'TOKEN_REVOKED' })
})

it('[F4] the certificate is renewed once a day has passed', async () => {
  const own = await startTestCloud()
  try {
    const sierra = await openFieldLaptop(own.url, 'timer@sierra')
    const first = until(sierra)
    await own.advance(2 * DAY_MS)
    await sierra.window.call('syncNow', {})
    await sierra.window.until(() => until(sierra) > first + DAY_MS, 'the renewed certificate')
    await sierra.window.stop()
  } finally {
    await own.end()
  }
})
