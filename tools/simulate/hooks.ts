import { registerHooks } from 'node:module'

/** A fault that is put into the program's own text, to see that a check notices it. */
export interface Planted {
  /** Path from the project's root. */
  readonly file: string
  readonly text: string
  readonly instead: string
}

const ROOT = new URL('../../', import.meta.url).href

/** Whose imports are replaced: what is simulated, and the boxes. */
const SIMULATED = ['electron/core/', 'cloud/', 'shared/', 'tools/box-simulator/'].map((folder) => ROOT + folder)

const STAND_INS: Readonly<Record<string, string>> = {
  'node:crypto': 'crypto',
  'node:fs': 'fs',
  'node:fs/promises': 'fs-promises',
  'node:net': 'net',
  'node:os': 'os',
  'node:timers/promises': 'timers-promises',
  'better-sqlite3': 'sqlite',
  '@electric-sql/pglite': 'pglite',
  '@node-rs/argon2': 'argon2',
}

/** Gives the simulated programs stand-ins for what depends on more than the seed. To be called before they are imported. */
export function replaceParts(planted: readonly Planted[]): void {
  const plantedAt = new Map(planted.map((fault) => [ROOT + fault.file, fault]))
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const standIn = STAND_INS[specifier]
      const isSimulated = SIMULATED.some((folder) => context.parentURL?.startsWith(folder))
      if (standIn === undefined || !isSimulated) return nextResolve(specifier, context)
      return { url: new URL(`stand-ins/${standIn}.ts`, import.meta.url).href, shortCircuit: true }
    },
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      const fault = plantedAt.get(url)
      if (fault === undefined) return loaded
      const source = String(loaded.source)
      if (source.split(fault.text).length !== 2)
        throw new Error(`${fault.file} doesn’t have this text once: ${fault.text}`)
      return { ...loaded, source: source.replace(fault.text, () => fault.instead) }
    },
  })
}
