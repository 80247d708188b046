import type { Permission } from '../../shared/permissions.ts'
import type { Say } from './say.tsx'

/** G6: what a share allows, in a few words: `to use in races`. */
export function rightsKey(rights: readonly Permission[]) {
  const use = rights.includes('box.use') || rights.includes('timing.run')
  const edit = rights.includes('box.edit')
  if (use && edit) return 'rights.short.all' as const
  if (edit) return 'rights.short.edit' as const
  return use ? ('rights.short.use' as const) : ('rights.short.look' as const)
}

const IN_ORDER = [
  ['box.view', 'rights.look'],
  ['box.use', 'rights.use'],
  ['timing.run', 'rights.time'],
  ['box.edit', 'rights.edit'],
] as const satisfies readonly (readonly [Permission, string])[]

/** Each right by itself, in one order: `look · use in races · time`. */
export function rightsList(t: Say['t'], rights: readonly Permission[]): string {
  return IN_ORDER.filter(([permission]) => rights.includes(permission))
    .map(([, key]) => t(key))
    .join(' · ')
}
