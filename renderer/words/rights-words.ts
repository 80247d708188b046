import { type Permission, SHAREABLE_PERMISSIONS } from '../../shared/permissions.ts'
import type { Say } from './say.tsx'

/** G6: what a share allows, in a few words: `to use in races`. */
export function rightsKey(rights: readonly Permission[]) {
  const use = rights.includes('box.use') || rights.includes('timing.run')
  const edit = rights.includes('box.edit')
  if (use && edit) return 'rights.short.all' as const
  if (edit) return 'rights.short.edit' as const
  return use ? ('rights.short.use' as const) : ('rights.short.look' as const)
}

/** Each right by itself, in one order: `look · use in races · time`. */
export function rightsList(t: Say['t'], rights: readonly Permission[]): string {
  return SHAREABLE_PERMISSIONS.flatMap((permission) => {
    if (!rights.includes(permission)) return []
    switch (permission) {
      case 'box.view':
        return t('rights.look')
      case 'box.use':
        return t('rights.use')
      case 'timing.run':
        return t('rights.time')
      case 'box.edit':
        return t('rights.edit')
      default:
        return []
    }
  }).join(' · ')
}
