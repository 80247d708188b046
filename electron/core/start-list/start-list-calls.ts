import type { CallHandlers } from '../call-handlers.ts'
import { checkMay } from '../identity/check-may.ts'
import type { MemberSession } from '../member-session.ts'
import { readStartList } from './read-start-list.ts'
import { unknownChips } from './unknown-chips.ts'

/** About the start lists of events. */
export function startListCalls(
  session: () => MemberSession,
): Pick<CallHandlers, 'importStartList' | 'clearStartList' | 'startList' | 'unknownChips' | 'nameChip'> {
  return {
    async importStartList({ eventId, csv }) {
      checkMay(session().desk, 'timing.run')
      const read = await readStartList(csv)
      if (read.status === 'refused') return read
      const { desk, timing } = session()
      const { entries, problems, problemCount } = read
      desk.store.transact(() => desk.store.startList.replace(eventId, entries, desk.clock.now()))
      timing.passings.startListChanged(eventId)
      const chips = entries.reduce((count, entry) => count + entry.chips.length, 0)
      return { status: 'done', entries: entries.length, chips, problems: [...problems], problemCount }
    },

    clearStartList({ eventId }) {
      const { desk, timing } = session()
      checkMay(desk, 'timing.run')
      desk.store.transact(() => desk.store.startList.clear(eventId))
      timing.passings.startListChanged(eventId)
      return {}
    },

    startList({ eventId, ...search }) {
      const { startList } = session().desk.store
      const importedAt = startList.importedAt(eventId)
      return { ...startList.search(eventId, search), ...(importedAt === undefined ? {} : { importedAt }) }
    },

    unknownChips: ({ eventId, limit }) => unknownChips(session().desk.store.startList, eventId, limit),

    nameChip({ eventId, chip, bib, name }) {
      const { desk, timing } = session()
      checkMay(desk, 'timing.run')
      desk.store.transact(() => desk.store.startList.giveChip(eventId, chip, bib, name))
      timing.passings.startListChanged(eventId)
      return {}
    },
  }
}
