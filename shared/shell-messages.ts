import { z } from 'zod'
import { languageSchema, themeSchema } from './desktop-settings.ts'

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

const versionSchema = z.string().min(1).max(60)

/** `off`: no feed is packed, or this isn't installed. Nothing is fetched and nothing installed before a person says so. */
export const updateStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('idle') }),
  z.object({ state: z.literal('checking') }),
  z.object({ state: z.literal('current') }),
  z.object({ state: z.literal('available'), version: versionSchema }),
  z.object({ state: z.literal('downloading'), version: versionSchema, percent: z.int().min(0).max(100) }),
  z.object({ state: z.literal('ready'), version: versionSchema }),
  /** `not-trusted`: what came isn't signed as it must be, or has another hash. */
  z.object({ state: z.literal('failed'), why: z.enum(['no-feed', 'not-trusted', 'disk', 'other']) }),
])
export type UpdateState = z.output<typeof updateStateSchema>

/** Where a notification leads: `#/screen/id`. */
const placeSchema = z.object({
  screen: z.string().regex(/^[a-z-]{1,40}$/),
  id: z.string().min(1).max(120).optional(),
})

export const toPageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('go'), screen: menuScreenSchema }),
  /** A notification was clicked. */
  z.object({ type: z.literal('show'), place: placeSchema }),
  /** Opens the one door with this in its field. A person says yes. */
  z.object({ type: z.literal('receive'), text: z.string().max(MOST_TYPED) }),
  /** A colleague's file that a person opened: as if it had been dropped. */
  z.object({
    type: z.literal('file'),
    name: z.string().min(1).max(255),
    text: z.string().max(MOST_FILE_TEXT),
  }),
  z.object({ type: z.literal('take-along') }),
  /** Opens what `?` opens. */
  z.object({ type: z.literal('shortcuts') }),
  /** The page prints itself, where it has something for paper. */
  z.object({ type: z.literal('print') }),
  /** `current`: the version that runs now. */
  z.object({ type: z.literal('update'), current: versionSchema, update: updateStateSchema }),
  /** Nobody said which cloud: the page asks for its address, and `wrong` is what was typed last and isn't one. */
  z.object({ type: z.literal('ask-cloud'), wrong: z.string().max(300).optional() }),
  /** Why the cloud stays as it is: what was typed isn't an address, or somebody's data is kept here for this cloud. */
  z.object({ type: z.literal('cloud-stays'), why: z.enum(['wrong', 'members-kept']) }),
])
export type ToPage = z.output<typeof toPageSchema>

/** What the shell has to know of what goes on: for quitting, sleep, the icon, its own words and its window's colour. */
export const pageFactsSchema = z.object({
  /** The boxes whose runs this laptop records. */
  runs: z.array(z.string().min(1).max(80)).max(200),
  unsent: z.int().nonnegative(),
  /** How many cards need attention: what the application's icon shows, where it can. */
  attention: z.int().nonnegative(),
  /** What the page speaks. */
  language: languageSchema,
  /** Absent: nobody chose one, so it is the computer's. */
  chosenLanguage: languageSchema.optional(),
  theme: themeSchema,
})
export type PageFacts = z.output<typeof pageFactsSchema>

export const fromPageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('facts'), facts: pageFactsSchema }),
  /** L14: said by the system, while the window isn't what a person looks at. */
  z.object({ type: z.literal('notify'), text: z.string().min(1).max(400), place: placeSchema }),
  /** A second window for an event's board: an address on this computer with a key that works once. */
  z.object({ type: z.literal('open-board'), url: z.string().max(300) }),
  z.object({ type: z.literal('print'), to: z.enum(['printer', 'pdf']), name: z.string().min(1).max(120) }),
  z.object({ type: z.literal('update'), act: z.enum(['check', 'download', 'cancel', 'install']) }),
  z.object({ type: z.literal('cloud'), url: z.string().max(300) }),
  /** Another cloud than the one that is known: only while nothing of a member is kept on this computer. */
  z.object({ type: z.literal('other-cloud'), url: z.string().max(300) }),
  /** What the core knows is seen for the first time: the start is over. */
  z.object({ type: z.literal('painted') }),
])
export type FromPage = z.output<typeof fromPageSchema>

/** All that the desktop's preload puts on a page's window, as `trackside`. */
export interface PageBridge {
  /** Asks for a new line to the core. */
  readonly connect: () => void
  /** From now on the shell's requests arrive. */
  readonly listen: () => void
  /** What the shell has to know, or is asked to do. */
  readonly tell: (message: FromPage) => void
}
