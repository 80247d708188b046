import { z } from 'zod'
import { commandIdSchema, installationIdSchema, timeSchema } from './records/scalars.ts'

/** A command on its way: who gave it is known from the sign-in, its `seq` from the installation (sync.md). */
export const sentCommandSchema = z.object({
  seq: z.int().positive(),
  id: commandIdSchema,
  type: z.string().max(60),
  args: z.json(),
  givenAt: timeSchema.optional(),
  dependsOn: z.array(commandIdSchema).max(1000).optional(),
  /** The colleague's laptop where it was given, and whose order of times it keeps; it came from there by file. */
  carriedFrom: installationIdSchema.optional(),
})
/** What can still be refused and stored, so that it doesn't hold up those behind it: its number and its id are right. */
export const unreadableCommandSchema = z.looseObject({ seq: z.int().positive(), id: commandIdSchema })

export type SentCommand = z.output<typeof sentCommandSchema>
