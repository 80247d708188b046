import { custodyWords } from '../custody/custody-words.ts'
import type { Say } from '../words/say.tsx'
import type { SheetRow } from './sheet-rows.ts'

/** A row's cells in words: paper has no colours and no second look. */
export interface SheetCells {
  /** L11 */
  readonly custody: string
  readonly until: string
  readonly partner: string
  readonly place: string
}

export function sheetCells(say: Say, { facts, partner, eventName, place, backup }: SheetRow): SheetCells {
  const words = custodyWords(say, facts)
  const custody = [words.lead, words.addressed, words.unconfirmed].filter((part) => part !== '').join(', ')
  const contact = [partner?.name, partner?.contactName, partner?.contactPhone].filter((part) => part !== undefined)
  return {
    custody,
    until: untilWords(say, facts) ?? words.untilLong,
    partner: contact.join(', '),
    place: placeWords(say, { eventName, place, backup }),
  }
}

function untilWords({ t, time, now }: Say, { loan, state }: SheetRow['facts']): string | undefined {
  if (loan === undefined) return undefined
  if (state === 'over') return t('custodySheet.over', { when: time.long(loan.endedAt ?? loan.endsAt, now) })
  return time.long(loan.endsAt, now)
}

function placeWords(
  { t }: Say,
  { eventName, place, backup }: Pick<SheetRow, 'eventName' | 'place' | 'backup'>,
): string {
  if (eventName === undefined) return ''
  if (place === '') return eventName
  return t('box.atEvent', {
    place: backup ? t('devices.backup', { place }) : t('devices.main', { place }),
    event: eventName,
  })
}
