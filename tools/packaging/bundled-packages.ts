import { sep } from 'node:path'
import type { Plugin } from 'vite'

export interface BundledPackages {
  /** For every build whose packages are wanted, and for its workers. */
  readonly plugin: Plugin
  /** The packages' folders, such as `/…/node_modules/zod`. */
  folders(): readonly string[]
}

/**
 * Notes the packages that a bundle is made of: all that were read, so also what was left out of it in the end as unused.
 * That is on the safe side for whoever has to name their licences.
 */
export function noteBundledPackages(): BundledPackages {
  const folders = new Set<string>()
  return {
    plugin: {
      name: 'note-bundled-packages',
      buildEnd() {
        for (const id of this.getModuleIds()) {
          const folder = packageFolderOf(id)
          if (folder !== undefined) folders.add(folder)
        }
      },
    },
    folders: () => [...folders].toSorted(),
  }
}

/** The folder of the package that a module belongs to, nested packages included; undefined for the project's own. */
export function packageFolderOf(moduleId: string): string | undefined {
  // A plugin's virtual module begins with a zero; a query follows what is imported as an address.
  const path = moduleId.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/')
  const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? []
  return folder?.replaceAll('/', sep)
}
