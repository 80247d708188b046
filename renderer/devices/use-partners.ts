import type { Partner } from '../../shared/records/organisation.ts'
import { useDerived } from '../trackside.tsx'

/** Partners, the one last dealt with first (ux 8). */
export function usePartnersByLastDealing(): readonly Partner[] {
  return useDerived(['partner', 'loan', 'groupShare'], (records) => {
    const last = new Map<string, string>()
    for (const { ownerId, receiverId, since } of records.all('groupShare')) {
      for (const id of [ownerId, receiverId]) if ((last.get(id) ?? '') < since) last.set(id, since)
    }
    for (const loan of records.all('loan')) {
      for (const id of [loan.recipientId, loan.addressedToId, loan.ownerId]) {
        if (id !== undefined && (last.get(id) ?? '') < loan.createdAt) last.set(id, loan.createdAt)
      }
    }
    const when = (partner: Partner) => last.get(partner.id) ?? partner.since
    return [...records.all('partner')].toSorted((one, other) => when(other).localeCompare(when(one)))
  })
}
