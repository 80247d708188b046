import type { Actor } from '../actor.ts'
import type { HistoryEntry, HistoryWhat } from '../records/history-entry.ts'
import type { BoxId, LoanId, OrganisationId } from '../records/scalars.ts'
import type { Draft, Records } from '../state.ts'

/** Who or what made a step: a command, or the clock. */
export interface Origin {
  /** The command's id, or the expired loan's: history ids derive from it, alike on desktop and cloud. */
  readonly source: string
  readonly actor?: Actor
  readonly offline: boolean
}

export interface Step
  extends Pick<
    HistoryEntry,
    'endsAt' | 'eventName' | 'checkpointNames' | 'sessionStopped' | 'partnerId' | 'groupName'
  > {
  readonly box: { readonly id: BoxId; readonly serial: string }
  readonly loanId?: LoanId
  readonly at: string
  readonly what: HistoryWhat
}

/** L16: writes one step into what `organisationId` sees of the box's history. */
export function addHistory(draft: Draft, origin: Origin, organisationId: OrganisationId, step: Step): void {
  const { box, partnerId, ...rest } = step
  const own = origin.actor?.organisationId === organisationId
  const partnerName = partnerId === undefined ? undefined : organisationName(draft, partnerId)
  // One command may write of ten thousand boxes, but only of a few organisations: so the box has the longer part.
  draft.put('historyEntry', {
    id: `${origin.source}.${step.what}.${own ? 'own' : 'other'}.${organisationId.slice(-8)}${box.id.slice(-12)}`,
    organisationId,
    boxId: box.id,
    boxSerial: box.serial,
    memberName: own ? (origin.actor?.memberName ?? null) : null,
    installationName: own ? (origin.actor?.installationName ?? null) : null,
    offline: origin.offline,
    ...rest,
    ...(partnerId === undefined ? {} : { partnerId }),
    ...(partnerName === undefined ? {} : { partnerName }),
  })
}

/** The name by which an organisation is known here, if it is. */
export function organisationName(records: Records, id: OrganisationId): string | undefined {
  return records.get('organisation', id)?.name ?? records.get('partner', id)?.name
}
