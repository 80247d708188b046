import type { Permission } from '../../../shared/permissions.ts'
import { CallRefused } from '../call-refused.ts'
import type { Desk } from '../desk.ts'

/**
 * O4, for what is no command because it stays on this laptop. The screen doesn't offer it to those who may not.
 * @throws CallRefused where the member may not
 */
export function checkMay({ actor }: Desk, permission: Permission): void {
  if (!actor.permissions.has(permission)) throw new CallRefused('FORBIDDEN')
}
