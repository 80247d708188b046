import { z } from 'zod'

/** A line of a list of boxes, as it stands in the file. */
const listedBoxSchema = z.object({
  line: z.int(),
  serial: z.string(),
  alias: z.string(),
  group: z.string(),
  model: z.string(),
})
export type ListedBox = z.output<typeof listedBoxSchema>

/** The window's call about a list of boxes. It is part of desktop-api.ts. */
export const boxListCalls = {
  /** Reads a list of boxes to register. Nothing is registered by it: the window shows the lines first. */
  readBoxList: {
    args: z.object({ csv: z.string().max(20_000_000) }),
    result: z.discriminatedUnion('status', [
      z.object({ status: z.literal('read'), boxes: z.array(listedBoxSchema) }),
      z.object({
        status: z.literal('refused'),
        problem: z.enum(['no-serial-column', 'no-lines', 'too-many', 'not-csv']),
      }),
    ]),
  },
} as const
