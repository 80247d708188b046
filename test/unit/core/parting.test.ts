import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileSecrets } from '../../../electron/core/identity/secrets.ts'
import { openSettingsFile } from '../../../electron/core/identity/settings-file.ts'
import { openMemberStore } from '../../../electron/core/store/member-store.ts'
import { uuid } from '../../support/sample-records.ts'
import { testFolder } from '../../support/test-folder.ts'
import { openTestWindow } from '../../support/test-window.ts'

const GONE = uuid('a', 11)
const OTHER = uuid('a', 12)
const NO_CLOUD = 'http://127.0.0.1:1'
const farewell = { reason: 'removed', organisationName: 'Sierra', at: '2026-06-06T10:00:00.000Z', unsent: 2 } as const

/** A laptop on which a crash cut in after the removal was noticed: stores and secrets of two members are there. */
async function crashedFolder(): Promise<string> {
  const folder = testFolder()
  const members = join(folder, 'members')
  mkdirSync(members)
  for (const memberId of [GONE, OTHER]) {
    openMemberStore(join(members, `${memberId}.db`)).close()
    for (const name of [memberId, `key-${memberId}`]) {
      await fileSecrets(join(folder, 'secrets')).write(name, 'a-secret')
    }
  }
  for (const suffix of ['-wal', '-shm', '.before-migration']) writeFileSync(join(members, `${GONE}.db${suffix}`), 'x')
  const known = [{ memberId: OTHER, email: 'other@sierra.example', organisationName: 'Sierra' }]
  openSettingsFile(join(folder, 'settings.json')).change({ leaving: [GONE], farewell, members: known })
  return folder
}

describe('what is here of a removed member', () => {
  it('[O10] goes at the next start where a crash cut in, and nobody else’s does', async () => {
    const folder = await crashedFolder()
    const window = await openTestWindow(folder, NO_CLOUD)
    expect(window.status()).toMatchObject({ farewell, knownMembers: [{ email: 'other@sierra.example' }] })
    await window.stop()
    expect(readdirSync(join(folder, 'members'))).toEqual([`${OTHER}.db`])
    expect(readdirSync(join(folder, 'secrets'))).toEqual([`${OTHER}.secret`, `key-${OTHER}.secret`])
    expect(openSettingsFile(join(folder, 'settings.json')).read().leaving).toEqual([])
  })

  it('[O10] is told after each start until somebody has read it', async () => {
    const folder = await crashedFolder()
    await (await openTestWindow(folder, NO_CLOUD)).stop()
    const again = await openTestWindow(folder, NO_CLOUD)
    expect(again.status().farewell).toEqual(farewell)
    await again.call('dismissFarewell', {})
    expect(again.status().farewell).toBeUndefined()
    await again.stop()
    const last = await openTestWindow(folder, NO_CLOUD)
    expect(last.status().farewell).toBeUndefined()
    await last.stop()
  })

  it('[O10] what can’t be deleted now is tried again at the next start, and the application starts', async () => {
    const folder = await crashedFolder()
    const locked = { ...fileSecrets(folder), remove: () => Promise.reject(new Error('the key ring is locked')) }
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
    const first = await openTestWindow(folder, NO_CLOUD, { secrets: locked, log: silent })
    // The farewell says that all is deleted, and it isn't yet.
    expect(first.status().farewell).toBeUndefined()
    await first.stop()
    expect(existsSync(join(folder, 'secrets', `${GONE}.secret`))).toBe(true)
    const second = await openTestWindow(folder, NO_CLOUD)
    expect(second.status().farewell).toEqual(farewell)
    await second.stop()
    expect(existsSync(join(folder, 'secrets', `${GONE}.secret`))).toBe(false)
  })
})

it('[L16] a laptop’s new name is kept, and told at once', async () => {
  const folder = testFolder()
  const window = await openTestWindow(folder, NO_CLOUD)
  await window.call('renameLaptop', { name: ' Finish van ' })
  expect(window.status().installationName).toBe('Finish van')
  await window.stop()
  expect(openSettingsFile(join(folder, 'settings.json')).read().installationName).toBe('Finish van')
})

it('[O6] an invitation’s code that is mistyped is caught without a cloud', async () => {
  const window = await openTestWindow(testFolder(), NO_CLOUD)
  const person = { name: 'Eva', password: 'correct horse battery' }
  expect(await window.call('acceptInvitation', { ...person, code: 'J 7K3M 9QXW 2HDT 4FBG' })).toEqual({
    status: 'failed',
    problem: 'INVITATION_INVALID',
  })
  expect(await window.call('acceptInvitation', { ...person, code: 'J 7K3M 9QXW 2HDT 4FBF' })).toEqual({
    status: 'failed',
    problem: 'NO_CLOUD',
  })
  await window.stop()
})
