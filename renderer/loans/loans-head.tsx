import type { ReactNode } from 'react'
import { tellDone } from '../give/toasts.tsx'
import { csvName } from '../live/csv-file.ts'
import { placeHref } from '../router.ts'
import { useScreenState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { saveText } from '../ui/save-button.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { dateIn } from '../words/format-time.ts'
import { useSay } from '../words/say.tsx'

export const LOANS_SCREEN = 'loans'

const LOAN_VIEWS = ['list', 'strip', 'balance'] as const
type LoanView = (typeof LOAN_VIEWS)[number]

/** Which way loans are shown, and to show them another way: kept like a list's filter (ux 18). */
export function useLoanView(): readonly [LoanView, (view: LoanView) => void] {
  const [{ chosen }, change] = useScreenState(LOANS_SCREEN)
  const view = LOAN_VIEWS.find((one) => one === chosen['view']) ?? 'list'
  return [view, (wanted) => change({ chosen: { ...chosen, view: wanted } })]
}

/** What stands above each view, and below that its own choices. */
export function LoansHead({
  what,
  csv,
  children,
}: {
  /** What the saved file is called after. */
  readonly what: string
  /** The file's text; undefined where there is nothing in it. */
  readonly csv: (() => string) | undefined
  readonly children: ReactNode
}) {
  const { t, time, now } = useSay()
  const [view, show] = useLoanView()
  const save = () => {
    if (csv === undefined) return
    const name = csvName(t('loans.csv.name', { what }), dateIn(time.zone, now))
    saveText(csv(), name)
    tellDone(t, t('loans.saved', { name }))
  }
  return (
    <ScreenHead
      title={t('loans.title')}
      actions={
        <>
          <Chips
            label={t('loans.views')}
            chips={LOAN_VIEWS.map((id) => ({ id, label: t(`loans.view.${id}`) }))}
            value={view}
            onChange={show}
          />
          <Button whyNot={csv === undefined ? t('loans.saveNothing') : undefined} onClick={save}>
            {t('loans.saveCsv')}
          </Button>
          <a className="button" href={placeHref('custody-sheet')}>
            {t('custodySheet.open')}
          </a>
        </>
      }
    >
      {children}
    </ScreenHead>
  )
}
