import { useMemo } from 'react'
import { recordKey } from '../store.ts'
import { useDerived, useIdentity, useTracksideState } from '../trackside.tsx'
import { folded, matches } from '../words/search.ts'
import { isInLaptopFilter, LAPTOP_FILTERS, type LaptopFilter, type LaptopRow, laptopRows } from './laptop-rows.ts'
import { isInPeopleFilter, PEOPLE_FILTERS, type PeopleFilter, type PeopleRow, peopleRows } from './people-rows.ts'

/** Members and open invitations as the list shows them. */
export function usePeople(): readonly PeopleRow[] {
  const identity = useIdentity()
  const unconfirmed = useTracksideState((state) => state.unconfirmed)
  const organisationId = identity?.organisation.id
  const memberId = identity?.member.id
  return useDerived(
    ['member', 'role', 'invitation', 'installation'],
    (records) => {
      if (organisationId === undefined || memberId === undefined) return []
      return peopleRows(records, { organisationId, memberId }, (kind, id) => unconfirmed.has(recordKey(kind, id)))
    },
    [organisationId, memberId, unconfirmed],
  )
}

/** The rows that filter and search leave, and how many each filter has. */
export function useFilteredPeople(rows: readonly PeopleRow[], filter: PeopleFilter, query: string) {
  const counts = useMemo(
    () => new Map(PEOPLE_FILTERS.map((one) => [one, rows.filter((row) => isInPeopleFilter(row, one)).length])),
    [rows],
  )
  const found = useMemo(() => {
    const wanted = folded(query)
    return rows.filter((row) => isInPeopleFilter(row, filter) && matches(wanted, row.texts))
  }, [rows, filter, query])
  return { found, counts }
}

/** The organisation's laptops as the list shows them. */
export function useLaptops(): readonly LaptopRow[] {
  const organisationId = useIdentity()?.organisation.id
  const thisLaptopId = useTracksideState((state) => state.status?.installationId)
  const unconfirmed = useTracksideState((state) => state.unconfirmed)
  return useDerived(
    ['installation', 'member'],
    (records) => {
      if (organisationId === undefined) return []
      return laptopRows(records, organisationId, thisLaptopId, (kind, id) => unconfirmed.has(recordKey(kind, id)))
    },
    [organisationId, thisLaptopId, unconfirmed],
  )
}

/** The rows that filter and search leave, and how many each filter has. */
export function useFilteredLaptops(rows: readonly LaptopRow[], filter: LaptopFilter, query: string) {
  const counts = useMemo(
    () => new Map(LAPTOP_FILTERS.map((one) => [one, rows.filter((row) => isInLaptopFilter(row, one)).length])),
    [rows],
  )
  const found = useMemo(() => {
    const wanted = folded(query)
    return rows.filter((row) => isInLaptopFilter(row, filter) && matches(wanted, row.texts))
  }, [rows, filter, query])
  return { found, counts }
}
