import type { Partner } from '../../shared/records/organisation.ts'
import type { Records } from '../../shared/state.ts'
import { useDerived } from '../trackside.tsx'

/** Partners, the one last dealt with first (ux 8). */
export function usePartnersByLastDealing(): readonly Partner[] {
  return useDerived(['partner', 'loan', 'groupShare'], (records) => {
    const last = new Map<string | undefined, string>()
    for (const { at, ids } of dealings(records)) {
      for (const id of ids) if ((last.get(id) ?? '') < at) last.set(id, at)
    }
    const when = (partner: Partner) => last.get(partner.id) ?? partner.since
    return [...records.all('partner')].toSorted((one, other) => when(other).localeCompare(when(one)))
  })
}

function* dealings(records: Records) {
  for (const loan of records.all('loan')) {
    yield { at: loan.createdAt, ids: [loan.recipientId, loan.addressedToId, loan.ownerId] }
  }
  for (const share of records.all('groupShare')) yield { at: share.since, ids: [share.ownerId, share.receiverId] }
}
