import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type * as Electron from 'electron'
import { fileSecrets, type Secrets } from '../core/identity/secrets.ts'
import type { Logger } from '../core/log.ts'

export type SafeStorage = Pick<
  typeof Electron.safeStorage,
  'decryptStringAsync' | 'encryptStringAsync' | 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'
>

export interface SecretsOptions {
  readonly safeStorage: SafeStorage
  readonly folder: string
  readonly platform: NodeJS.Platform
  readonly log: Logger
}

/**
 * Secrets encrypted by a key that the operating system keeps. Where it keeps none they lie in files that only this user
 * may read, and the log says so. Call it when the application is ready.
 */
export async function openSecrets({ safeStorage, folder, platform, log }: SecretsOptions): Promise<Secrets> {
  const files = fileSecrets(folder)
  if (await canSeal(safeStorage, platform)) return sealedSecrets(safeStorage, folder, files, log)
  log.warn('this computer has no secret store: sign-ins and keys are kept in files that only this user may read')
  return unsealedSecrets(folder, files)
}

function sealedPath(folder: string, name: string): string {
  return join(folder, `${name}.sealed`)
}

/**
 * A key ring may be missing for one start alone. What is replaced or removed in that one must not come back with it: a
 * sign-in that was given up, or a key that the cloud has been told to forget.
 */
function unsealedSecrets(folder: string, files: Secrets): Secrets {
  const forgetSealed = (name: string) => rm(sealedPath(folder, name), { force: true })
  return {
    ...files,
    async write(name, value) {
      await files.write(name, value)
      await forgetSealed(name)
    },
    async remove(name) {
      await files.remove(name)
      await forgetSealed(name)
    },
  }
}

async function canSeal(safeStorage: SafeStorage, platform: NodeJS.Platform): Promise<boolean> {
  try {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return false
    if (platform !== 'linux') return true
    // Without a secret store, Chromium encrypts with a password that is the same everywhere. The desktop's usual store
    // is named also where it doesn't answer; what was really used shows in the result, where v10 is that password.
    if (safeStorage.getSelectedStorageBackend() === 'basic_text') return false
    const probe = await safeStorage.encryptStringAsync('probe')
    return probe.subarray(0, 3).toString('latin1') !== 'v10'
  } catch {
    return false
  }
}

/** @param earlier what was kept while there was no secret store; it moves over when it is read */
function sealedSecrets(safeStorage: SafeStorage, folder: string, earlier: Secrets, log: Logger): Secrets {
  const pathOf = (name: string) => sealedPath(folder, name)

  async function write(name: string, value: string): Promise<void> {
    const sealed = await safeStorage.encryptStringAsync(value)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(`${pathOf(name)}.new`, sealed, { mode: 0o600, flush: true })
    await rename(`${pathOf(name)}.new`, pathOf(name))
    await earlier.remove(name)
  }

  async function read(name: string): Promise<string | undefined> {
    const sealed = await readFile(pathOf(name)).catch(() => undefined)
    if (sealed === undefined) {
      const value = await earlier.read(name)
      if (value !== undefined) await write(name, value)
      return value
    }
    try {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed)
      if (shouldReEncrypt) await write(name, result)
      return result
    } catch {
      // A locked or new key ring. The file stays: it may open next time, and a new secret replaces it.
      log.warn('a secret kept on this computer could not be decrypted: it has to be given or made again')
      return undefined
    }
  }

  return {
    read,
    write,
    async remove(name) {
      await rm(pathOf(name), { force: true })
      await earlier.remove(name)
    },
    keptIn: async () => 'system',
  }
}
