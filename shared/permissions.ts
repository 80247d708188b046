import { z } from 'zod'
import { type RoleId, roleIdSchema } from './records/scalars.ts'

/** O2 */
export const PERMISSIONS = [
  'box.view',
  'box.edit',
  'box.use',
  'timing.run',
  'event.edit',
  'share.lend',
  'share.borrow',
  'group.edit',
  'group.share',
  'member.manage',
  'role.manage',
] as const

export const permissionSchema = z.enum(PERMISSIONS)
export type Permission = z.output<typeof permissionSchema>

/** G6: what a group's receiver can be given at most. */
export const SHAREABLE_PERMISSIONS: readonly Permission[] = ['box.view', 'box.edit', 'box.use', 'timing.run']

export interface BuiltInRole {
  readonly id: RoleId
  readonly name: 'ADMIN' | 'TIMER' | 'READ ONLY'
  readonly permissions: readonly Permission[]
  readonly builtIn: true
}

/** O3: the same ids in every organisation, so that a client may know them beforehand. */
export const ADMIN: BuiltInRole = {
  id: roleIdSchema.parse('00000000-0000-4000-8000-000000000001'),
  name: 'ADMIN',
  permissions: PERMISSIONS,
  builtIn: true,
}

export const TIMER: BuiltInRole = {
  id: roleIdSchema.parse('00000000-0000-4000-8000-000000000002'),
  name: 'TIMER',
  permissions: ['box.view', 'box.use', 'timing.run', 'event.edit', 'share.lend', 'share.borrow'],
  builtIn: true,
}

export const READ_ONLY: BuiltInRole = {
  id: roleIdSchema.parse('00000000-0000-4000-8000-000000000003'),
  name: 'READ ONLY',
  permissions: ['box.view'],
  builtIn: true,
}

export const BUILT_IN_ROLES: readonly BuiltInRole[] = [ADMIN, TIMER, READ_ONLY]
