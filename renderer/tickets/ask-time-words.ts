import type { Loan } from '../../shared/records/loan.ts'
import type { Say } from '../words/say.tsx'

export interface Asker {
  readonly member: string
  readonly organisation: string
}

/** L19, O9: the message that asks an owner for more time, to be sent however one likes. */
export function askMessage({ t, time, now, nameOf }: Say, loan: Loan, asker: Asker): string {
  const box = loan.boxAlias === '' ? loan.boxSerial : `${loan.boxSerial} (${loan.boxAlias})`
  const end = time.long(loan.endedAt ?? loan.endsAt, now)
  const partner = nameOf(loan.ownerId) ?? ''
  return t(loan.endedAt === undefined ? 'ticket.askText' : 'ticket.askTextEnded', { ...asker, partner, box, end })
}
