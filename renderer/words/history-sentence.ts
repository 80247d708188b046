import { assertNever } from '../../shared/assert-never.ts'
import type { HistoryEntry } from '../../shared/records/history-entry.ts'
import type { Say } from './say.tsx'

const ENDINGS: ReadonlySet<HistoryEntry['what']> = new Set(['returned', 'revoked', 'expired', 'share-ended'])

/** On which side of the step's loan the reader is; undefined where there is no loan, or it isn't known here. */
export type LoanSide = 'owner' | 'recipient' | undefined

/** L16: one step of a box's history, as a sentence. */
export function historySentence(say: Say, entry: HistoryEntry, side?: LoanSide): string {
  const fell = whatFell(say, entry)
  return fell === '' ? step(say, entry, side) : `${step(say, entry, side)} – ${fell}`
}

/** Who did it and where: `Ana Ruiz on Trackside-2, offline`. */
export function historyOrigin(say: Say, entry: HistoryEntry & { readonly pending: boolean }): string {
  const { t } = say
  const parts = [
    entry.memberName && entry.installationName
      ? t('history.by', { member: entry.memberName, laptop: entry.installationName })
      : (entry.memberName ?? ''),
    entry.offline ? t('history.offline') : '',
    entry.pending ? t('history.notConfirmed') : '',
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

function step({ t, time, now }: Say, entry: HistoryEntry, side: LoanSide): string {
  const partner = entry.partnerName
  // L16: of a partner's step the member isn't told.
  const by = entry.memberName === null ? 'Other' : 'Own'
  const end = entry.endsAt === undefined ? '' : time.long(entry.endsAt, now)
  switch (entry.what) {
    case 'registered':
      return t('history.registered')
    case 'edited':
      return edited(t, entry)
    case 'retired':
      return t('history.retired')
    case 'lent':
      return partner === undefined ? t('history.lent', { end }) : t('history.lentPartner', { partner, end })
    case 'extended':
      return partner === undefined
        ? t('history.extended', { end })
        : t(`history.extended${doneBy('owner', side) ?? by}`, { partner, end })
    case 'accepted':
      return partner === undefined ? t('history.accepted') : t(`history.accepted${by}`, { partner })
    case 'returned':
      return partner === undefined
        ? t('history.returned')
        : t(`history.returned${doneBy('recipient', side) ?? by}`, { partner })
    case 'revoked':
      return partner === undefined ? t('history.revoked') : t(`history.revoked${by}`, { partner })
    case 'expired':
      return partner === undefined ? t('history.expired') : t('history.expiredPartner', { partner })
    case 'back':
      return partner === undefined ? t('history.back') : t('history.backPartner', { partner })
    case 'assigned':
      return assigned(t, entry)
    case 'released':
      return released(t, entry)
    case 'session-started':
      return t('history.sessionStarted')
    case 'session-stopped':
      return t('history.sessionStopped')
    case 'passings-adopted':
      return adopted(t, entry)
    case 'group-changed':
      return groupChanged(t, entry)
    case 'shared':
    case 'share-ended':
      return shared(t, entry)
    default:
      return assertNever(entry.what)
  }
}

/** By slip, either side sends on what the other did: who did it hangs on the loan, not on who scanned. */
function doneBy(doer: 'owner' | 'recipient', side: LoanSide): 'Own' | 'Other' | undefined {
  if (side === undefined) return undefined
  return side === doer ? 'Own' : 'Other'
}

function assigned(t: Say['t'], { eventName: event, checkpointNames = [] }: HistoryEntry): string {
  if (event === undefined) return t('history.assigned')
  const checkpoints = checkpointNames.join(', ')
  return checkpoints === ''
    ? t('history.assignedEvent', { event })
    : t('history.assignedCheckpoints', { event, checkpoints })
}

/** L19 */
function adopted(t: Say['t'], { memberName, partnerName: partner }: HistoryEntry): string {
  if (partner === undefined) return t('history.adopted')
  return t(memberName === null ? 'history.adoptedOther' : 'history.adoptedOwn', { partner })
}

/** The partner, where the step was the partner's. */
function byPartner({ memberName, partnerName }: HistoryEntry): string | undefined {
  return memberName === null ? partnerName : undefined
}

function edited(t: Say['t'], entry: HistoryEntry): string {
  const partner = byPartner(entry)
  return partner === undefined ? t('history.edited') : t('history.editedOther', { partner })
}

function groupChanged(t: Say['t'], { groupName: group }: HistoryEntry): string {
  return group === undefined ? t('history.groupLeft') : t('history.groupMoved', { group })
}

function released(t: Say['t'], entry: HistoryEntry): string {
  const { eventName: event, checkpointNames = [] } = entry
  const partner = byPartner(entry)
  if (partner !== undefined) return t('history.releasedOther', { partner })
  if (event === undefined) return t('history.released')
  const checkpoints = checkpointNames.join(', ')
  return checkpoints === ''
    ? t('history.releasedEvent', { event })
    : t('history.releasedCheckpoints', { event, checkpoints })
}

function shared(t: Say['t'], { what, memberName, partnerName, groupName }: HistoryEntry): string {
  const words = { partner: partnerName ?? t('custody.partnerUnknown'), group: groupName || t('history.aGroup') }
  const by = memberName === null ? 'Other' : 'Own'
  return t(what === 'shared' ? `history.shared${by}` : `history.shareEnded${by}`, words)
}

/** What a loan's or a share's end, or a box taken off, took with it (ux 12). */
function whatFell({ t }: Say, entry: HistoryEntry): string {
  const { what, eventName: event, checkpointNames = [], sessionStopped } = entry
  const fell: string[] = []
  if (event !== undefined && (ENDINGS.has(what) || (what === 'released' && byPartner(entry) !== undefined))) {
    const checkpoints = checkpointNames.join(', ')
    fell.push(
      checkpoints === '' ? t('history.leftEvent', { event }) : t('history.leftCheckpoints', { event, checkpoints }),
    )
  }
  if (sessionStopped) fell.push(t('history.runStopped'))
  return fell.join(', ')
}
