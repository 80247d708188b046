import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Keeps sign-ins and private keys out of the databases. In Electron the operating system's secret store does it. */
export interface Secrets {
  read(name: string): Promise<string | undefined>
  write(name: string, value: string): Promise<void>
  remove(name: string): Promise<void>
  /** Where they are: in the operating system's secret store, or in files. */
  keptIn(): Promise<'system' | 'file'>
}

/** Files that only this user may read: where there is no secret store, as in the browser host. */
export function fileSecrets(folder: string): Secrets {
  const pathOf = (name: string) => join(folder, `${name}.secret`)
  return {
    async read(name) {
      return readFile(pathOf(name), 'utf8').catch(() => undefined)
    },
    async write(name, value) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const fresh = `${pathOf(name)}.new`
      await writeFile(fresh, value, { mode: 0o600, flush: true })
      await chmod(fresh, 0o600)
      await rename(fresh, pathOf(name))
    },
    async remove(name) {
      await rm(pathOf(name), { force: true })
    },
    keptIn: async () => 'file',
  }
}
