import { z } from 'zod'
import type { HistoryEntry, HistoryWhat } from './records/history-entry.ts'
import { boxIdSchema, organisationIdSchema, timeSchema } from './records/scalars.ts'

/** What kind of act a step was, as people look for it. */
export const HISTORY_KINDS = ['loans', 'groups', 'events', 'timing', 'boxes'] as const
export type HistoryKind = (typeof HISTORY_KINDS)[number]

const KIND_OF = {
  registered: 'boxes',
  edited: 'boxes',
  retired: 'boxes',
  lent: 'loans',
  extended: 'loans',
  accepted: 'loans',
  returned: 'loans',
  revoked: 'loans',
  expired: 'loans',
  back: 'loans',
  assigned: 'events',
  released: 'events',
  'session-started': 'timing',
  'session-stopped': 'timing',
  'passings-adopted': 'timing',
  'group-changed': 'groups',
  shared: 'groups',
  'share-ended': 'groups',
} as const satisfies Record<HistoryWhat, HistoryKind>

/** Which steps are wanted; what isn't given doesn't matter. */
export const historyFilterSchema = z.object({
  boxId: boxIdSchema.optional(),
  kind: z.enum(HISTORY_KINDS).optional(),
  partnerId: organisationIdSchema.optional(),
  /** At or after. */
  from: timeSchema.optional(),
  /** Before. */
  until: timeSchema.optional(),
  offlineOnly: z.boolean().optional(),
  /** Words that each have to be somewhere: in a name, a serial, an event, a group, a person. */
  text: z.string().max(200).optional(),
})
export type HistoryFilter = z.input<typeof historyFilterSchema>

/** As far as a filter looks at it: also read from a file, before it is parsed. */
export type HistoryFacts = Partial<HistoryEntry>

/**
 * The filter as a question to one step.
 * @param aliasOf a box's name of today, which its history doesn't keep
 */
export function historyQuestion(
  { boxId, kind, partnerId, from, until, offlineOnly, text = '' }: HistoryFilter,
  aliasOf: (boxId: string) => string | undefined,
): (facts: HistoryFacts) => boolean {
  const words = folded(text).split(/\s+/).filter(Boolean)
  return (facts) =>
    (boxId === undefined || facts.boxId === boxId) &&
    (kind === undefined || (facts.what !== undefined && KIND_OF[facts.what] === kind)) &&
    (partnerId === undefined || facts.partnerId === partnerId) &&
    (from === undefined || (facts.at ?? '') >= from) &&
    (until === undefined || (facts.at ?? '') < until) &&
    (!offlineOnly || facts.offline === true) &&
    (words.length === 0 || hasWords(facts, words, aliasOf))
}

function hasWords(
  facts: HistoryFacts,
  words: readonly string[],
  aliasOf: (boxId: string) => string | undefined,
): boolean {
  const { boxId = '', boxSerial, partnerName, eventName, checkpointNames = [], groupName, memberName } = facts
  const names = [boxSerial, aliasOf(boxId), partnerName, eventName, ...checkpointNames, groupName, memberName]
  const text = folded(names.map((name) => name ?? '').join('\n'))
  return words.every((word) => text.includes(word))
}

/** Without case and accents. */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
