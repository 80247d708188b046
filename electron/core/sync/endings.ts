import type { Card } from '../../../shared/desktop-cards.ts'
import type { HistoryEntry } from '../../../shared/records/history-entry.ts'
import { endingCard, shareEndedCard, withMoreLeft } from '../cards.ts'
import type { Desk } from '../desk.ts'

export interface ToldEndings {
  readonly added: readonly Card[]
  /** A card that was there has more to tell. */
  readonly extended: boolean
}

/**
 * ux 12, in the transaction that takes the entries in, so that a crash can't swallow it: what others ended for us. The
 * file holds what is left; memory still what was on the screen before.
 */
export function addEndings(desk: Desk, entries: readonly HistoryEntry[]): ToldEndings {
  const single = entries.flatMap((entry) => {
    const ending = endingCard(entry, desk.records, desk.actor)
    return ending && desk.store.cards.add(ending) ? [ending.card] : []
  })
  const shares = byAct(entries.filter((entry) => isTakenFromUs(desk, entry))).map((act) => addShareEnding(desk, act))
  return {
    added: [...single, ...shares.flatMap((told) => told.added)],
    extended: shares.some((told) => told.extended),
  }
}

type Act = readonly [HistoryEntry, ...HistoryEntry[]]

function addShareEnding(desk: Desk, act: Act): ToldEndings {
  const { cards } = desk.store
  const card = shareEndedCard(shareEndedId(act[0]), act, desk.records, !isStillShared(desk, act[0]))
  if (cards.add({ card })) return { added: [card], extended: false }
  // Pages may cut between the entries of one act. Whoever dealt with the first ones has heard of it.
  const open = cards.readOpen().find(({ id }) => id === card.id)
  if (open?.kind !== 'share-ended') return { added: [], extended: false }
  cards.update(withMoreLeft(open, card))
  return { added: [], extended: true }
}

/** A box of our own that is shared no more was left by its receiver: that takes nothing from us. */
function isTakenFromUs(desk: Desk, { what, memberName, boxId }: HistoryEntry): boolean {
  if (what !== 'share-ended' || memberName !== null) return false
  const box = desk.records.get('box', boxId) ?? desk.store.records.find('box', boxId)
  return box?.ownerId !== desk.actor.organisationId
}

/** Whether a group of that name of the same partner is still shared with us. */
function isStillShared({ store, actor }: Desk, { groupName, partnerId }: HistoryEntry): boolean {
  return store.records
    .all('groupShare')
    .filter((share) => share.ownerId === partnerId && share.receiverId === actor.organisationId)
    .some((share) => store.records.find('group', share.id)?.name === groupName)
}

function byAct(entries: readonly HistoryEntry[]): readonly Act[] {
  const acts = new Map<string, Act>()
  for (const entry of entries) {
    const id = shareEndedId(entry)
    const before = acts.get(id)
    acts.set(id, before ? [...before, entry] : [entry])
  }
  return [...acts.values()]
}

/** An entry's id begins with that of the command that made it. */
function shareEndedId({ id }: HistoryEntry): string {
  return `${id.split('.', 1)[0]}.share-ended`
}
