import { memo, useState } from 'react'
import { alarmMark } from '../alarms/alarm-facts.ts'
import { AlarmList } from '../alarms/alarm-list.tsx'
import { useBoxAlarms, useCanReplace } from '../alarms/use-alarms.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { useCustody } from '../custody/use-custody.ts'
import { askToStopRun } from '../events/asked-acts.ts'
import { earlySentence } from '../events/box-in-event.tsx'
import type { PlacedBox } from '../events/event-facts.ts'
import type { AskedAct } from '../give/ask-to-give.tsx'
import { useReplace } from '../replace/replace-context.ts'
import { useUnconfirmed } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { useSay } from '../words/say.tsx'
import { BoxNotes } from './box-notes.tsx'
import { CountCells } from './count-cells.tsx'
import type { LiveRow } from './live-facts.ts'
import { asideWords, gapsWords, linkTold, rowName } from './live-words.ts'
import { type Timing, useTiming } from './use-timing.ts'
import './live-box.css'

export interface RowActs {
  readonly onOpen: (boxId: string) => void
  readonly onStart: (row: LiveRow, mode: 'start' | 'connect') => void
  readonly onAsk: (asked: AskedAct) => void
  readonly onAskTime: (row: LiveRow) => void
}

interface LiveBoxRowProps {
  readonly row: LiveRow
  readonly opened: boolean
  readonly canRun: boolean
  readonly moment: (at: string) => string
  readonly acts: RowActs
}

/** One box in live timing: where, whose until when (L11), how its passings come, how many, and what to do. */
export const LiveBoxRow = memo(LiveBoxRowView)

function LiveBoxRowView({ row, opened, canRun, moment, acts }: LiveBoxRowProps) {
  const say = useSay()
  const { t } = say
  const timing = useTiming()
  const aside = row.link?.aside
  const alarms = useBoxAlarms(row.boxId)
  // A lost connection is told beside already; that somebody has seen it isn't.
  const told = alarms.filter(({ kind, acknowledgedAt }) => kind !== 'no-connection' || acknowledgedAt !== undefined)
  return (
    <li className="live-box" data-opened={opened || undefined} data-alarm={alarmMark(alarms)}>
      <div className="live-box-main">
        <button
          type="button"
          className="live-box-name"
          aria-current={opened || undefined}
          onClick={() => acts.onOpen(row.boxId)}
        >
          <b>{row.place === '' ? t('events.notPlaced') : row.place}</b>
          {row.placed === undefined ? null : (
            <span className="small">{t(row.backup ? 'events.backup' : 'events.main')}</span>
          )}
          <span className="live-box-serial">
            <span className="mono">{row.serial}</span> {row.alias}
          </span>
        </button>
        <div className="live-box-custody">
          {row.placed === undefined ? <span className="muted">{t('live.left')}</span> : <Custody placed={row.placed} />}
        </div>
        <LinkState row={row} />
        <CountCells row={row} moment={moment} />
        <span className="live-box-acts">{canRun ? <RowButtons row={row} acts={acts} /> : null}</span>
        <span className="live-box-more">{canRun ? <MoreButtons row={row} acts={acts} timing={timing} /> : null}</span>
      </div>
      <AlarmList alarms={told} />
      <BoxNotes
        row={row}
        onConnect={canRun && row.box !== undefined ? () => acts.onStart(row, 'connect') : undefined}
      />
      {aside === undefined ? null : (
        <Notice
          level="warning"
          action={
            row.endedLoan === undefined ? null : (
              <Button onClick={() => acts.onAskTime(row)}>{t('live.askTime')}</Button>
            )
          }
        >
          {asideWords(say, aside)}
        </Notice>
      )}
      {timing.problem === undefined ? null : <InlineError>{timing.problem}</InlineError>}
    </li>
  )
}

function Custody({ placed }: { readonly placed: PlacedBox }) {
  const say = useSay()
  const custody = useCustody(placed.box)
  return (
    <>
      <CustodyTag facts={custody} size="line" />
      {placed.finishAfterLoan === undefined || custody.loan === undefined ? null : (
        <p className="live-early">
          <span aria-hidden="true">▲ </span>
          {earlySentence(say, custody.loan.endsAt, placed.finishAfterLoan)}
        </p>
      )}
    </>
  )
}

function LinkState({ row }: { readonly row: LiveRow }) {
  const say = useSay()
  const { t } = say
  const told = linkTold(say, row)
  const unconfirmed = useUnconfirmed('session', row.run?.id)
  return (
    <div className="live-link" data-level={told.level}>
      <span aria-hidden="true" className="live-link-shape">
        {told.shape}
      </span>
      <span>
        {told.words} {unconfirmed ? <UnconfirmedMark label={t('custody.notConfirmed')} /> : null}
      </span>
    </div>
  )
}

/** What comes and goes has a place of its own, so that nothing else moves for it. */
function MoreButtons({
  row,
  acts,
  timing,
}: {
  readonly row: LiveRow
  readonly acts: RowActs
  readonly timing: Timing
}) {
  const { t } = useSay()
  return (
    <>
      {row.counts !== undefined && row.counts.missing > 0 ? <FetchMissing row={row} timing={timing} /> : null}
      {row.run !== undefined && row.link === undefined ? (
        <Button aria-label={t('live.connectDo', { serial: row.serial })} onClick={() => acts.onStart(row, 'connect')}>
          {t('live.connect')}
        </Button>
      ) : null}
    </>
  )
}

function RowButtons({ row, acts }: { readonly row: LiveRow; readonly acts: RowActs }) {
  const say = useSay()
  const { t } = say
  const { run, box, serial } = row
  return (
    <>
      {run === undefined && box !== undefined && row.placed !== undefined ? (
        <Button aria-label={t('live.startDo', { serial })} onClick={() => acts.onStart(row, 'start')}>
          {t('live.start')}
        </Button>
      ) : null}
      {run !== undefined && box !== undefined ? (
        <Button
          aria-label={t('live.stopDo', { serial })}
          onClick={() => acts.onAsk({ ...askToStopRun(say, { box, run }), act: t('live.stopDo', { serial }) })}
        >
          {t('live.stop')}
        </Button>
      ) : null}
      <RowMenu row={row} />
    </>
  )
}

/** A box that died is replaced from where it is seen. */
function RowMenu({ row }: { readonly row: LiveRow }) {
  const { t } = useSay()
  const replace = useReplace()
  const canReplace = useCanReplace()
  if (!canReplace || (row.placed === undefined && row.link?.aside === undefined)) return null
  return (
    <Menu
      label={t('events.boxMenu', { box: rowName(row) })}
      items={[{ label: t('replace.act'), onChoose: () => replace(row.boxId) }]}
    />
  )
}

/** R3: what is missing is asked for; where the box can't send it again by itself, how a person does it. */
function FetchMissing({ row, timing }: { readonly row: LiveRow; readonly timing: Timing }) {
  const say = useSay()
  const { t } = say
  const [answer, setAnswer] = useState<'asked' | 'by-hand' | 'not-connected'>()
  const gaps = row.counts === undefined ? '' : gapsWords(say, row.counts)
  const host = row.link?.address.host
  const fetch = async () => setAnswer(await timing.fetchMissing(row.boxId))
  const byHand = host === undefined ? t('live.fetched.by-hand', { gaps }) : t('live.fetched.by-hand-at', { gaps, host })
  return (
    <>
      <Button
        busy={timing.busy}
        aria-label={t('live.fetchFrom', { box: rowName(row), gaps })}
        title={gaps}
        onClick={() => void fetch()}
      >
        {t('live.fetch')}
      </Button>
      <span className="small live-fetched" role="status">
        {answer === undefined ? '' : answer === 'by-hand' ? byHand : t(`live.fetched.${answer}`)}
      </span>
    </>
  )
}
