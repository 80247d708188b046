import { useMemo, useState } from 'react'
import type { AskedAct } from '../give/ask-to-give.tsx'
import { placeHref } from '../router.ts'
import { AskTimeDialog } from '../tickets/ask-time-dialog.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { LiveBoxRow } from './live-box-row.tsx'
import type { LiveRow } from './live-facts.ts'
import { StartTimingDialog } from './start-timing-dialog.tsx'

/** The boxes of the event, one below the other. */
export function LiveBoxes({
  rows,
  eventId,
  canRun,
  opened,
  moment,
  onOpen,
  onAsk,
}: {
  readonly rows: readonly LiveRow[]
  readonly eventId: string
  readonly canRun: boolean
  readonly opened: string | undefined
  readonly moment: (at: string) => string
  readonly onOpen: (boxId: string) => void
  readonly onAsk: (asked: AskedAct) => void
}) {
  const { t } = useSay()
  const [starting, setStarting] = useState<{ readonly boxId: string; readonly mode: 'start' | 'connect' }>()
  const [asking, setAsking] = useState<LiveRow>()
  // The same while nothing changed, so that a push draws only the rows that it is about.
  const acts = useMemo(
    () => ({
      onOpen,
      onStart: ({ boxId }: LiveRow, mode: 'start' | 'connect') => setStarting({ boxId, mode }),
      onAsk,
      onAskTime: setAsking,
    }),
    [onOpen, onAsk],
  )
  const row = rows.find(({ boxId }) => boxId === starting?.boxId)
  if (rows.length === 0) {
    return (
      <EmptyState
        title={t('live.noBoxes')}
        action={
          <a className="button" href={placeHref('events', eventId)}>
            {t('live.toBoxes')}
          </a>
        }
      >
        {t('live.noBoxesWhy')}
      </EmptyState>
    )
  }
  return (
    <>
      <ul className="live-boxes" aria-label={t('live.boxes')}>
        {rows.map((one) => (
          <LiveBoxRow
            key={one.boxId}
            row={one}
            opened={opened === one.boxId}
            canRun={canRun}
            moment={moment}
            acts={acts}
          />
        ))}
      </ul>
      {starting === undefined || row === undefined ? null : (
        <StartTimingDialog row={row} mode={starting.mode} onClose={() => setStarting(undefined)} />
      )}
      {asking?.endedLoan === undefined ? null : (
        <AskTimeDialog loanId={asking.endedLoan.id} onClose={() => setAsking(undefined)} />
      )}
    </>
  )
}
