import { useTranslation } from 'react-i18next'
import type { Box } from '../../shared/records/box.ts'
import type { CustodyFacts } from '../custody/custody-facts.ts'
import { useIdentity } from '../trackside.tsx'
import { rightsList } from '../words/rights-words.ts'
import { type Say, useSay } from '../words/say.tsx'
import { useBoxUse, useFinish } from './box-use.ts'
import './loan-notes.css'

/** What there is to know about a box's loan beside its end: whether it is confirmed, seen, long enough. */
export function LoanNotes({ box, custody }: { readonly box: Box; readonly custody: CustodyFacts }) {
  const { t } = useTranslation()
  const say = useSay()
  const { event } = useBoxUse(box.id)
  const finish = useFinish(event?.id, custody.loan?.endsAt)
  const { loan, state } = custody
  if (custody.through !== undefined) return <ThroughNotes custody={custody} through={custody.through} />
  if (loan === undefined) return null
  const notes = [loanStateNote(say, custody)]
  if (state === 'borrowed' && finish?.tooLate) {
    return (
      <>
        <strong className="loan-note-warning">
          ▲ {t('box.finishAfter', { finish: say.time.long(finish.at, say.now) })}
        </strong>
        <Lines lines={notes} />
      </>
    )
  }
  if (state === 'borrowed') {
    notes.push(finish ? t('box.finishBefore', { finish: say.time.clock(finish.at) }) : t('box.recordedYours'))
  }
  if (loan.note) notes.push(`${t('box.note')}: ${loan.note}`)
  return <Lines lines={notes} />
}

/** G6, G9: what the share allows, what of it this member's own role does, and that the box is away. */
function ThroughNotes({
  custody,
  through,
}: {
  readonly custody: CustodyFacts
  readonly through: NonNullable<CustodyFacts['through']>
}) {
  const { t } = useTranslation()
  const permissions = useIdentity()?.permissions ?? []
  const allowed = through.rights.filter((right) => permissions.includes(right))
  const partner = custody.partner ?? t('custody.partnerUnknown')
  const notes: string[] = [t('box.throughOnly', { partner, rights: rightsList(t, through.rights) })]
  if (allowed.length < through.rights.length) notes.push(t('box.throughRole', { rights: rightsList(t, allowed) }))
  if (!through.available) notes.push(t('box.throughAway'))
  return <Lines lines={notes} />
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return lines
    .filter((line) => line !== '')
    .map((line) => (
      <span key={line} className="loan-note">
        {line}
      </span>
    ))
}

/** F2, F7: what of the loan, or of its end, the cloud and the other laptop know. */
function loanStateNote({ t, time, now, nameOf }: Say, { loan, state, confirmed }: CustodyFacts): string {
  if (loan === undefined) return ''
  switch (state) {
    case 'reserved':
      return t(confirmed ? 'box.confirmed' : 'box.notConfirmedReserved')
    case 'lent':
    case 'borrowed':
      return ''
    case 'over': {
      if (loan.endReason !== 'revoked') return ''
      const partner = (loan.recipientId && nameOf(loan.recipientId)) ?? t('custody.partnerUnknown')
      if (!confirmed) return t('box.endNotSent', { partner })
      if (loan.endSeenAt !== undefined) return t('box.endSeen', { when: time.past(loan.endSeenAt, now) })
      if (loan.lastSeenAt === undefined) return t('box.endSent')
      return t('box.endSentSeen', { when: time.past(loan.lastSeenAt, now) })
    }
    default:
      return ''
  }
}
