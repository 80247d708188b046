import { z } from 'zod'
import { permissionSchema } from '../permissions.ts'
import { groupIdSchema, lineSchema, organisationIdSchema, roleIdSchema, timeSchema } from './scalars.ts'

export const groupNameSchema = lineSchema(1, 60)
export const groupCategorySchema = lineSchema(0, 30)

/** G1 */
export const groupSchema = z
  .object({
    id: groupIdSchema,
    name: groupNameSchema,
    /** Region, Depot, Kit …, or empty. */
    category: groupCategorySchema,
    /** Null at the top; for a receiver at the top of what is shared with it. */
    parentId: groupIdSchema.nullable(),
    ownerId: organisationIdSchema,
  })
  .readonly()
export type Group = z.output<typeof groupSchema>

/** G2: a group is shared at most once, so its share has the group's own id. */
export const groupShareSchema = z
  .object({
    id: groupIdSchema,
    ownerId: organisationIdSchema,
    receiverId: organisationIdSchema,
    roleId: roleIdSchema,
    /** By name and content, as the receiver doesn't know the owner's roles. */
    roleName: lineSchema(1, 40),
    /** G6: cut down to what can be shared. */
    permissions: z.array(permissionSchema).readonly(),
    since: timeSchema,
  })
  .readonly()
export type GroupShare = z.output<typeof groupShareSchema>
