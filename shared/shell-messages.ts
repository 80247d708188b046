import { z } from 'zod'

/**
 * What the desktop's shell and its page say to each other, past the core: what a menu or an opened file asks of the page,
 * and what the page knows that the shell needs. Both sides parse. In a browser there is no shell.
 */

/** The screens that the menu leads to. */
export const menuScreenSchema = z.enum(['today', 'devices', 'loans', 'events', 'groups', 'attention'])
export type MenuScreen = z.output<typeof menuScreenSchema>

/** What a field of the page takes: a ticket, card or slip. A carried file is longer. */
export const MOST_TYPED = 8_000
export const MOST_FILE_TEXT = 1_600_000

export const toPageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('go'), screen: menuScreenSchema }),
  /** Opens the one door with this in its field. A person says yes. */
  z.object({ type: z.literal('receive'), text: z.string().max(MOST_TYPED) }),
  /** A colleague's file that a person opened: as if it had been dropped. */
  z.object({
    type: z.literal('file'),
    name: z.string().min(1).max(255),
    text: z.string().max(MOST_FILE_TEXT),
  }),
  z.object({ type: z.literal('take-along') }),
])
export type ToPage = z.output<typeof toPageSchema>

/** What would be in the way of quitting, and of sleep: the boxes whose runs this laptop records, and what is unsent. */
export const pageFactsSchema = z.object({
  runs: z.array(z.string().min(1).max(80)).max(200),
  unsent: z.int().nonnegative(),
  /** How many cards need attention: what the application's icon shows, where it can. */
  attention: z.int().nonnegative(),
})
export type PageFacts = z.output<typeof pageFactsSchema>
