import { useTranslation } from 'react-i18next'
import { useScreenState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import type { LoanRow } from './loan-rows.ts'
import { LoanStrip } from './loan-strip.tsx'
import { LOANS_SCREEN, LoansHead } from './loans-head.tsx'
import { STRIP_SPANS } from './strip-days.ts'
import { useLoansCsv } from './use-csv.ts'
import { useStrip } from './use-strip.ts'

/** Loans in time, and which time that is. */
export function StripView({
  rows,
  openedBox,
  onOpen,
}: {
  /** Those that the search leaves. */
  readonly rows: readonly LoanRow[]
  readonly openedBox: string | undefined
  readonly onOpen: (loanId: string) => void
}) {
  const { t, time, now } = useSay()
  const [{ query }] = useScreenState(LOANS_SCREEN)
  const { span, shift, days, boxes, events, show } = useStrip(LOANS_SCREEN, rows)
  const csv = useLoansCsv(boxes.flatMap(({ bars }) => bars))
  const [first, last] = [days.days[0]?.date ?? '', days.days.at(-1)?.date ?? '']
  return (
    <>
      <LoansHead what={t('loans.view.strip')} csv={csv}>
        <div className="strip-choice">
          <Chips
            label={t('loans.strip.spans')}
            chips={STRIP_SPANS.map((id) => ({ id, label: t(`loans.strip.span.${id}`) }))}
            value={span}
            onChange={(chosen) => show({ span: chosen, shift: 0 })}
          />
          <fieldset className="strip-move">
            <legend className="visually-hidden">{t('loans.strip.move')}</legend>
            <Button onClick={() => show({ shift: shift - 1 })}>{t('loans.strip.earlier')}</Button>
            <Button onClick={() => show({ shift: 0 })}>{t('loans.strip.today')}</Button>
            <Button onClick={() => show({ shift: shift + 1 })}>{t('loans.strip.later')}</Button>
          </fieldset>
        </div>
      </LoansHead>
      <LoanStrip
        rows={boxes}
        days={days}
        events={events}
        label={t('loans.strip.label', { from: time.day(first, now), to: time.day(last, now), zone: time.zone })}
        dense={span === 'months'}
        opened={openedBox}
        onOpen={onOpen}
        empty={<NoBars searched={query !== ''} onToday={shift === 0 ? undefined : () => show({ shift: 0 })} />}
      />
    </>
  )
}

function NoBars({
  searched,
  onToday,
}: {
  readonly searched: boolean
  /** Undefined: it is today already. */
  readonly onToday: (() => void) | undefined
}) {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t(searched ? 'loans.strip.emptySearch' : 'loans.strip.empty')}
      action={onToday === undefined ? undefined : <Button onClick={onToday}>{t('loans.strip.showToday')}</Button>}
    >
      {searched ? undefined : t('loans.strip.emptyWhy')}
    </EmptyState>
  )
}
