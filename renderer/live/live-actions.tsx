import type { Event } from '../../shared/records/event.ts'
import { BoardMenu } from '../board-link/board-menu.tsx'
import type { AskedAct } from '../give/ask-to-give.tsx'
import { tellDone } from '../give/toasts.tsx'
import { useGive } from '../give/use-give.ts'
import { useWanted } from '../palette/palette-context.ts'
import type { WantedAct } from '../palette/wants.ts'
import { Button } from '../ui/button.tsx'
import { InlineError } from '../ui/notices.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import type { LiveRow } from './live-facts.ts'
import { rowName } from './live-words.ts'
import { CsvButton, type CsvSaving } from './save-csv.tsx'
import type { StartAll } from './use-start-all.ts'

/** What is done with all of the event's boxes at once. */
export function LiveActions({
  event,
  rows,
  canRun,
  csv,
  starter,
  onAsk,
}: {
  readonly event: Event
  readonly rows: readonly LiveRow[]
  readonly canRun: boolean
  readonly csv: CsvSaving
  readonly starter: StartAll
  readonly onAsk: (asked: AskedAct) => void
}) {
  const say = useSay()
  const { t } = say
  const { give } = useGive()
  const idle = rows.filter(({ placed, run }) => placed !== undefined && run === undefined)
  const running = rows.filter(({ run }) => run !== undefined)
  const startAll = async () => {
    const boxes = idle.map((row) => ({ boxId: row.boxId, alias: row.place, name: rowName(row) }))
    const runs = await starter.startAll(boxes)
    const undo = () => give(runs.map((sessionId) => ({ type: 'stopSession' as const, args: { sessionId } })))
    if (runs.length > 0) tellDone(t, t('live.startedAllSaid', { count: runs.length }), undo)
  }
  const canStart = canRun && idle.length > 0
  const canStop = canRun && running.length > 0
  const acts: readonly WantedAct[] = [
    'save-csv',
    ...(canStart ? ['start-all' as const] : []),
    ...(canStop ? ['stop-all' as const] : []),
  ]
  useWanted(undefined, acts, (act) => {
    if (act === 'save-csv') void csv.save()
    else if (act === 'start-all') void startAll()
    else onAsk(askToStopAll(say, running))
  })
  return (
    <>
      <BoardMenu event={event} />
      <CsvButton saving={csv} />
      {canStop ? (
        <Button onClick={() => onAsk(askToStopAll(say, running))}>
          {t('live.stopAll', { count: running.length })}
        </Button>
      ) : null}
      {canStart ? (
        <Button busy={starter.busy} onClick={() => void startAll()}>
          {t(running.length === 0 ? 'live.startAll' : 'live.startRest', { count: idle.length })}
        </Button>
      ) : null}
    </>
  )
}

/** A sentence for each box that couldn't be started; the others are. */
export function StartProblems({ starter: { problems, clear } }: { readonly starter: StartAll }) {
  const { t } = useSay()
  if (problems.length === 0) return null
  return (
    <InlineError action={<Button onClick={clear}>{t('action.dismiss')}</Button>}>
      {problems.map((problem) => (
        <p key={problem}>{problem}</p>
      ))}
    </InlineError>
  )
}

/** R5: says what is running first. */
export function askToStopAll(say: Say, running: readonly LiveRow[]): AskedAct {
  const { t } = say
  const count = running.length
  const boxes = serialsText(
    say,
    running.map(({ serial }) => serial),
  )
  return {
    title: t('live.stopAllTitle', { count }),
    lines: [t('live.stopAllRuns', { count, boxes }), t('events.stopSafe')],
    act: t('live.stopAll', { count }),
    commands: running.flatMap(({ run }) =>
      run === undefined ? [] : [{ type: 'stopSession' as const, args: { sessionId: run.id } }],
    ),
    said: t('live.stoppedAllSaid', { count }),
  }
}
