import { useEffect, useMemo, useRef, useState } from 'react'
import type { LoanId } from '../../shared/records/scalars.ts'
import { useGive } from '../give/use-give.ts'
import { useWhyNot } from '../give/use-why-not.ts'
import { placeHref, usePlace } from '../router.ts'
import { isOnline } from '../tickets/is-online.ts'
import { useLoans } from '../tickets/loan-records.ts'
import { useDerived, useOrganisationId, useRecord, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState, InlineError, Notice } from '../ui/notices.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import {
  type BorrowedBox,
  borrowedBoxes,
  GIVE_BACK_KINDS,
  givenBack,
  type TimesOfBox,
  timesOf,
} from './give-back-facts.ts'
import { GiveBackRow } from './give-back-row.tsx'
import { sumLines } from './give-back-words.ts'
import { ReturnSlip } from './return-slip.tsx'
import './give-back.css'

interface RowFacts {
  readonly box: BorrowedBox
  readonly times: TimesOfBox
}

/** The end of the day with one partner: all its boxes at once, what falls with them, then the return slip (L9, L17). */
export function GiveBackScreen() {
  const { opened = '' } = usePlace()
  return <GiveBackTo key={opened} partnerId={opened} />
}

function GiveBackTo({ partnerId }: { readonly partnerId: string }) {
  const { t } = useSay()
  const rows = useRows(partnerId)
  const partner = useRecord('partner', partnerId)?.name ?? t('custody.partnerUnknown')
  const whyNot = useWhyNot('share.borrow')
  const { give, problem, busy } = useGive()
  const [left, setLeft] = useState<ReadonlySet<LoanId>>(new Set())
  const [slip, setSlip] = useState<readonly LoanId[]>()
  const chosen = rows.filter(({ box }) => !left.has(box.loan.id))
  const giveBack = async () => {
    const loanIds = chosen.map(({ box }) => box.loan.id)
    const done = await give(loanIds.map((loanId) => ({ type: 'returnBox' as const, args: { loanId } })))
    if (done) setSlip(loanIds)
  }
  const act = (
    <Button
      look="primary"
      busy={busy}
      whyNot={whyNot ?? (chosen.length === 0 ? t('giveBack.none') : undefined)}
      onClick={() => void giveBack()}
    >
      {t('giveBack.do', { count: chosen.length, partner })}
    </Button>
  )
  return (
    <main className="give-back">
      <ScreenHead
        title={t(rows.length === 0 && slip !== undefined ? 'giveBack.allTitle' : 'giveBack.title', { partner })}
        actions={rows.length === 0 ? undefined : act}
      />
      <div className="give-back-body">
        {problem === undefined ? null : <InlineError>{problem}</InlineError>}
        {slip === undefined ? null : <Given key={slip.join(' ')} loanIds={slip} partner={partner} />}
        {rows.length === 0 ? null : (
          <StillHere rows={rows} chosen={chosen} left={left} partner={partner} onLeft={setLeft} />
        )}
        {slip === undefined ? (
          <Before partnerId={partnerId} partner={partner} isNothing={rows.length === 0} onShow={setSlip} />
        ) : null}
      </div>
    </main>
  )
}

function useRows(partnerId: string): readonly RowFacts[] {
  const viewer = useOrganisationId()
  const boxes = useDerived(GIVE_BACK_KINDS, (records) => borrowedBoxes(records, viewer, partnerId), [viewer, partnerId])
  const liveSessions = useTracksideState((state) => state.liveSessions)
  const links = useTracksideState((state) => state.links)
  return useMemo(
    () => boxes.map((box) => ({ box, times: timesOf(box, { liveSessions, links }) })),
    [boxes, liveSessions, links],
  )
}

/** What can be given back, with what falls and what is safe. */
function StillHere({
  rows,
  chosen,
  left,
  partner,
  onLeft,
}: {
  readonly rows: readonly RowFacts[]
  readonly chosen: readonly RowFacts[]
  /** Not ticked: they stay. */
  readonly left: ReadonlySet<LoanId>
  readonly partner: string
  readonly onLeft: (left: ReadonlySet<LoanId>) => void
}) {
  const say = useSay()
  const { t } = say
  const offline = useTracksideState((state) => !isOnline(state.status?.connection))
  const toggle = (id: LoanId) =>
    onLeft(new Set(left.has(id) ? [...left].filter((other) => other !== id) : [...left, id]))
  return (
    <>
      <Notice level={chosen.some(({ box }) => box.run !== undefined) ? 'warning' : 'plain'}>
        <ul>
          {sumLines(say, chosen).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {offline ? <li>{t('giveBack.offline', { partner })}</li> : null}
        </ul>
      </Notice>
      <ul className="give-back-list" aria-label={t('giveBack.list', { partner })}>
        {rows.map(({ box, times }) => (
          <GiveBackRow
            key={box.loan.id}
            box={box}
            times={times}
            ticked={!left.has(box.loan.id)}
            onToggle={() => toggle(box.loan.id)}
          />
        ))}
      </ul>
      <p className="muted">{t('giveBack.why')}</p>
    </>
  )
}

/** Done: the slip, large. */
function Given({ loanIds, partner }: { readonly loanIds: readonly LoanId[]; readonly partner: string }) {
  const say = useSay()
  const loans = useLoans(loanIds)
  const ref = useRef<HTMLElement>(null)
  useEffect(() => ref.current?.focus(), [])
  const boxes = serialsText(
    say,
    loans.map(({ boxSerial }) => boxSerial),
  )
  return (
    <section className="give-back-given" ref={ref} tabIndex={-1} aria-label={say.t('giveBack.scanThis', { partner })}>
      <Notice level="good">
        <span aria-hidden="true">✓ </span>
        {say.t('giveBack.done', { count: loanIds.length, boxes, partner })}
      </Notice>
      <ReturnSlip loanIds={loanIds} partner={partner} />
    </section>
  )
}

/** ux 17, and the slip of before once more. */
function Before({
  partnerId,
  partner,
  isNothing,
  onShow,
}: {
  readonly partnerId: string
  readonly partner: string
  readonly isNothing: boolean
  readonly onShow: (loanIds: readonly LoanId[]) => void
}) {
  const { t, now } = useSay()
  const viewer = useOrganisationId()
  const before = useDerived(['loan'], (records) => givenBack(records, viewer, partnerId, now), [viewer, partnerId, now])
  const again =
    before.length === 0 ? null : (
      <Button onClick={() => onShow(before)}>{t('giveBack.slipAgain', { count: before.length })}</Button>
    )
  if (!isNothing) return again
  return (
    <EmptyState
      title={t('giveBack.nothing', { partner })}
      action={
        again ?? (
          <a className="button" href={placeHref('loans')}>
            {t('giveBack.toLoans')}
          </a>
        )
      }
    >
      {t('giveBack.nothingWhy')}
    </EmptyState>
  )
}
