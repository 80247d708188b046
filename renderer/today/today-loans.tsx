import { type ReactNode, useDeferredValue } from 'react'
import type { Loan } from '../../shared/records/loan.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { useLoanCustody } from '../custody/use-custody.ts'
import { boxName } from '../devices/device-item.ts'
import { earlySentence } from '../events/box-in-event.tsx'
import { useGive } from '../give/use-give.ts'
import { GiveBackLinks } from '../give-back/give-back-links.tsx'
import { useDoor } from '../tickets/door-context.ts'
import { useCan, useDerived, useOrganisationId } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { InlineError } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { type EndingLoan, endingLoans, loansNotBack } from './today-facts.ts'

const ROWS_AT_ONCE = 20

interface LoanPlace {
  readonly opened: string | undefined
  readonly onOpen: (boxId: string) => void
}

/** L14, L18, R8: loans that end soon or too early, and boxes that should be back. */
export function TodayLoans(place: LoanPlace) {
  const { t, now } = useSay()
  const viewer = useOrganisationId()
  const ending = useBitByBit(useEndingLoans(viewer, now))
  const notBack = useBitByBit(useDerived(['loan'], (records) => loansNotBack(records, viewer), [viewer]))
  return (
    <div className="today-loans">
      <section aria-labelledby="today-ending">
        <h2 id="today-ending">{t('today.ending')}</h2>
        <p className="muted small">{ending.length === 0 ? t('today.noEnding') : t('today.endingWhy')}</p>
        <ul>
          {ending.map((one) => (
            <EndingRow key={one.loan.id} ending={one} {...place} />
          ))}
        </ul>
        <GiveBackLinks />
      </section>
      <section aria-labelledby="today-not-back">
        <h2 id="today-not-back">{t('today.notBack')}</h2>
        {notBack.length === 0 ? <p className="muted small">{t('today.noNotBack')}</p> : null}
        <ul>
          {notBack.map((loan) => (
            <NotBackRow key={loan.id} loan={loan} {...place} />
          ))}
        </ul>
      </section>
    </div>
  )
}

/** Hundreds of rows aren't drawn in one go: the first at once, the others while nothing else is to be done. */
function useBitByBit<Row>(rows: readonly Row[]): readonly Row[] {
  return useDeferredValue(rows, rows.slice(0, ROWS_AT_ONCE))
}

function useEndingLoans(viewer: OrganisationId, now: string): readonly EndingLoan[] {
  return useDerived(['loan', 'assignment', 'race', 'event'], (records) => endingLoans(records, viewer, now), [
    viewer,
    now,
  ])
}

function EndingRow({ ending: { loan, finish }, ...place }: LoanPlace & { readonly ending: EndingLoan }) {
  const say = useSay()
  const viewer = useOrganisationId()
  const door = useDoor()
  return (
    <LoanRow loan={loan} {...place}>
      {finish === undefined ? null : (
        <p className="event-early">
          <span aria-hidden="true">▲ </span>
          {earlySentence(say, loan.endsAt, finish)}
        </p>
      )}
      {loan.recipientId === viewer ? (
        <Button
          aria-label={say.t('ticket.askOn', { box: boxName({ serial: loan.boxSerial, alias: loan.boxAlias }) })}
          onClick={() => door.askForTime(loan.id)}
        >
          {say.t('ticket.ask')}
        </Button>
      ) : null}
    </LoanRow>
  )
}

/** L18: the owner's tick. */
function NotBackRow({ loan, ...place }: LoanPlace & { readonly loan: Loan }) {
  const { t } = useSay()
  const { give, problem, busy } = useGive()
  const canTick = useCan('share.lend')
  const box = boxName({ serial: loan.boxSerial, alias: loan.boxAlias })
  const tick = () => give([{ type: 'confirmReturn', args: { loanId: loan.id } }], { said: t('box.backDone', { box }) })
  return (
    <LoanRow loan={loan} {...place}>
      {canTick ? (
        <Button aria-label={t('today.backOn', { box })} busy={busy} onClick={() => void tick()}>
          {t('box.itIsBack')}
        </Button>
      ) : null}
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
    </LoanRow>
  )
}

function LoanRow({
  loan,
  opened,
  onOpen,
  children,
}: LoanPlace & { readonly loan: Loan; readonly children: ReactNode }) {
  const custody = useLoanCustody(loan)
  return (
    <li className="today-loan" data-opened={opened === loan.boxId || undefined}>
      <button
        type="button"
        className="event-box-name"
        aria-current={opened === loan.boxId || undefined}
        onClick={() => onOpen(loan.boxId)}
      >
        <span>
          <span className="mono">{loan.boxSerial}</span> {loan.boxAlias}
        </span>
      </button>
      <CustodyTag facts={custody} size="line" />
      {children}
    </li>
  )
}
