import type { Box } from '../../shared/records/box.ts'
import type { GroupId } from '../../shared/records/scalars.ts'

/** The dialog that is open on the Groups screen, and about what. */
export type GroupDialog =
  | { readonly kind: 'create'; readonly parentId: GroupId | null }
  | { readonly kind: 'edit' | 'share' | 'role' | 'stop' | 'leave'; readonly groupId: string }
  /** `to`: where it was dropped. */
  | { readonly kind: 'move'; readonly groupId: string; readonly to?: GroupId | null }
  | { readonly kind: 'move-boxes' | 'take-out'; readonly boxes: readonly Box[]; readonly leftOut: readonly string[] }
  | { readonly kind: 'shared-with-you' }
