import { z } from 'zod'
import { statusSchema } from '../../shared/desktop-api.ts'

/**
 * What the core's process and the one that started it say to each other. What a window and the core say goes past both,
 * over a port of its own.
 */

/** To the core. `start` comes first; a `window` comes with its port. */
export const toCoreSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    dataDir: z.string(),
    cloudUrl: z.string(),
    demoAccounts: statusSchema.shape.demoAccounts,
    rendererDir: z.string().optional(),
  }),
  z.object({ type: z.literal('window') }),
  /** The answer to the question with this id; `failed` says no more, as an error could carry the secret. */
  z.object({ type: z.literal('secret'), id: z.int(), value: z.string().optional(), failed: z.boolean() }),
  /** The computer woke up: syncs at once. */
  z.object({ type: z.literal('wake') }),
  z.object({ type: z.literal('stop') }),
])
export type ToCore = z.output<typeof toCoreSchema>

// A name becomes part of a file's name.
const secretNameSchema = z.string().regex(/^[\w-]{1,100}$/)

export const secretQuestionSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('read'), name: secretNameSchema }),
  z.object({ do: z.literal('write'), name: secretNameSchema, value: z.string() }),
  z.object({ do: z.literal('remove'), name: secretNameSchema }),
  z.object({ do: z.literal('kept-in') }),
])
export type SecretQuestion = z.output<typeof secretQuestionSchema>

/** From the core. `refused`: it can't work here, and starting it again won't help; the message is for a person. */
export const fromCoreSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('refused'), message: z.string() }),
  z.object({ type: z.literal('secret'), id: z.int(), question: secretQuestionSchema }),
])
export type FromCore = z.output<typeof fromCoreSchema>
