import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileSecrets } from '../../../electron/core/identity/secrets.ts'
import { streamLogger } from '../../../electron/core/log.ts'
import { openSecrets, type SafeStorage } from '../../../electron/shell/sealed-secrets.ts'
import { testFolder } from '../../support/test-folder.ts'
import { standInSafeStorage } from './electron-stand-in.ts'

const SECRET = 'bearer-of-ana'

async function open(safeStorage: SafeStorage, platform: NodeJS.Platform = 'linux', folder = join(testFolder(), 's')) {
  const log: string[] = []
  const secrets = await openSecrets({ safeStorage, folder, platform, log: streamLogger((line) => log.push(line)) })
  const contents = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  return { secrets, folder, log, contents }
}

it('keeps secrets sealed, and reads them back after a restart', async () => {
  const first = await open(standInSafeStorage())
  await first.secrets.write('ana', SECRET)
  expect(first.contents()).toHaveLength(1)
  expect(first.contents().join()).not.toContain(SECRET)
  expect(statSync(join(first.folder, 'ana.sealed')).mode & 0o777).toBe(0o600)
  const second = await open(standInSafeStorage(), 'linux', first.folder)
  expect(await second.secrets.read('ana')).toBe(SECRET)
  expect(await second.secrets.read('nobody')).toBeUndefined()
  await second.secrets.remove('ana')
  expect(await second.secrets.read('ana')).toBeUndefined()
  expect(second.log).toEqual([])
})

describe('without a secret store of the operating system', () => {
  it.each<[string, SafeStorage, NodeJS.Platform]>([
    ['basic_text is chosen', standInSafeStorage({ backend: 'basic_text' }), 'linux'],
    ['the store of the desktop does not answer', standInSafeStorage({ prefix: 'v10' }), 'linux'],
    [
      'encryption is not to be had',
      { ...standInSafeStorage(), isAsyncEncryptionAvailable: async () => false },
      'darwin',
    ],
    [
      'encryption fails',
      { ...standInSafeStorage(), encryptStringAsync: () => Promise.reject(new Error('no key ring')) },
      'linux',
    ],
  ])('keeps files that only this user may read, and says so: %s', async (_why, safeStorage, platform) => {
    const { secrets, folder, log } = await open(safeStorage, platform)
    await secrets.write('ana', SECRET)
    expect(await secrets.read('ana')).toBe(SECRET)
    expect(statSync(join(folder, 'ana.secret')).mode & 0o777).toBe(0o600)
    expect(existsSync(join(folder, 'ana.sealed'))).toBe(false)
    expect(log).toEqual([expect.stringMatching(/ warn .*no secret store/)])
  })
})

it.each(['darwin', 'win32'] as const)(
  'takes v10 for what it is on %s, where every key is marked so',
  async (platform) => {
    const { secrets, contents, log } = await open(standInSafeStorage({ prefix: 'v10' }), platform)
    await secrets.write('ana', SECRET)
    expect(contents().join()).not.toContain(SECRET)
    expect(log).toEqual([])
  },
)

it('seals what was kept in a plain file, and removes the file', async () => {
  const folder = join(testFolder(), 's')
  await fileSecrets(folder).write('ana', SECRET)
  const { secrets, contents } = await open(standInSafeStorage(), 'linux', folder)
  expect(await secrets.read('ana')).toBe(SECRET)
  expect(readdirSync(folder)).toEqual(['ana.sealed'])
  expect(contents().join()).not.toContain(SECRET)
})

it('removes a plain file too', async () => {
  const folder = join(testFolder(), 's')
  await fileSecrets(folder).write('ana', SECRET)
  const { secrets } = await open(standInSafeStorage(), 'linux', folder)
  await secrets.remove('ana')
  expect(readdirSync(folder)).toEqual([])
})

it('seals anew when the key has changed', async () => {
  const { secrets, folder } = await open({
    ...standInSafeStorage(),
    decryptStringAsync: async () => ({ result: SECRET, shouldReEncrypt: true }),
  })
  await secrets.write('ana', 'sealed by the old key')
  expect(await secrets.read('ana')).toBe(SECRET)
  expect(await (await open(standInSafeStorage(), 'linux', folder)).secrets.read('ana')).toBe(SECRET)
})

it('asks for a sign-in that can not be decrypted, keeps the file, and names nothing in the log', async () => {
  const first = await open(standInSafeStorage())
  await first.secrets.write('ana', SECRET)
  const other = await open(standInSafeStorage({ prefix: 'v12' }), 'linux', first.folder)
  expect(await other.secrets.read('ana')).toBeUndefined()
  expect(other.log).toEqual([expect.stringContaining('could not be decrypted')])
  expect(other.log.join()).not.toContain('ana')
  expect(await first.secrets.read('ana')).toBe(SECRET)
})

describe('with a key ring that is missing for one start', () => {
  async function withOneStartWithout(act: (secrets: Awaited<ReturnType<typeof open>>['secrets']) => Promise<void>) {
    const { secrets, folder } = await open(standInSafeStorage())
    await secrets.write('ana', 'an earlier sign-in')
    await act((await open(standInSafeStorage({ backend: 'basic_text' }), 'linux', folder)).secrets)
    return open(standInSafeStorage(), 'linux', folder)
  }

  it('goes on with what was kept last, sealed again', async () => {
    const { secrets, folder } = await withOneStartWithout((without) => without.write('ana', SECRET))
    expect(await secrets.read('ana')).toBe(SECRET)
    expect(readdirSync(folder)).toEqual(['ana.sealed'])
  })

  it('does not bring back what was removed', async () => {
    const { secrets, folder } = await withOneStartWithout((without) => without.remove('ana'))
    expect(await secrets.read('ana')).toBeUndefined()
    expect(readdirSync(folder)).toEqual([])
  })

  it('goes on with what was sealed, where nothing was changed', async () => {
    const { secrets } = await withOneStartWithout(async (without) => {
      expect(await without.read('ana')).toBeUndefined()
    })
    expect(await secrets.read('ana')).toBe('an earlier sign-in')
  })
})

it('says where secrets are kept', async () => {
  expect(await (await open(standInSafeStorage())).secrets.keptIn()).toBe('system')
  const none = { ...standInSafeStorage(), isAsyncEncryptionAvailable: async () => false }
  expect(await (await open(none)).secrets.keptIn()).toBe('file')
})
