import { useState } from 'react'
import type { Box } from '../../shared/records/box.ts'
import { AlarmList } from '../alarms/alarm-list.tsx'
import { useBoxAlarms, useCanReplace } from '../alarms/use-alarms.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { useCustody } from '../custody/use-custody.ts'
import { BoxFacts } from '../devices/box-facts.tsx'
import { LoanNotes } from '../devices/loan-notes.tsx'
import { useReplace } from '../replace/replace-context.ts'
import { placeHref } from '../router.ts'
import { AskTimeDialog } from '../tickets/ask-time-dialog.tsx'
import { useTelemetry } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { grouped } from '../ui/grouped.ts'
import { Inspector } from '../ui/inspector.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import type { LiveRow } from './live-facts.ts'
import { asideWords, clockWords, completenessWords, countLines, gapsWords, linkTold, rowName } from './live-words.ts'
import { StartTimingDialog } from './start-timing-dialog.tsx'
import { useTiming } from './use-timing.ts'

/** More about one box in live timing: its connection, its clock, what came and wasn't kept, and why. */
export function LiveInspector({
  row,
  canRun,
  onClose,
}: {
  readonly row: LiveRow
  readonly canRun: boolean
  readonly onClose: () => void
}) {
  const say = useSay()
  const { t } = say
  const told = linkTold(say, row)
  const { counts, link } = row
  const alarms = useBoxAlarms(row.boxId)
  return (
    <Inspector title={<Title row={row} />} name={rowName(row)} onClose={onClose}>
      {row.box === undefined ? null : <Custody box={row.box} />}
      <AlarmList alarms={alarms} />
      {canRun && (row.placed !== undefined || link?.aside !== undefined) ? <ReplaceButton row={row} /> : null}
      {link?.aside === undefined ? null : <Aside row={row} aside={link.aside} />}
      <Facts
        facts={[
          [t('live.fact.connection'), `${told.shape} ${told.words}`],
          [t('live.fact.address'), link && <span className="mono">{`${link.address.host}:${link.address.port}`}</span>],
          [t('live.fact.passings'), counts && completenessWords(say, counts)],
          [t('live.fact.missing'), counts && counts.missing > 0 ? gapsWords(say, counts) : undefined],
          [t('live.fact.rewind'), rewindWords(t, row)],
          [t('live.fact.clock'), link && clockWords(say, link)],
          [t('live.fact.clockSource'), link?.clockSource],
          [t('live.fact.byReceived'), receivedWords(say, row)],
          [
            t('live.fact.unknown'),
            counts && counts.unknownChips > 0 ? grouped(say.locale, counts.unknownChips) : undefined,
          ],
          [t('live.fact.leftOut'), link && <LeftOut row={row} />],
        ]}
      />
      {canRun && link !== undefined ? <ConnectionButtons row={row} /> : null}
      {row.box === undefined ? null : <BoxPart box={row.box} />}
      <a href={placeHref('devices', row.boxId)}>{t('live.toBox', { box: rowName(row) })}</a>
    </Inspector>
  )
}

function Title({ row: { alias, serial } }: { readonly row: LiveRow }) {
  if (alias === '') return <span className="mono">{serial}</span>
  return (
    <>
      {alias} <span className="mono muted inspector-serial">{serial}</span>
    </>
  )
}

function Custody({ box }: { readonly box: Box }) {
  const custody = useCustody(box)
  return (
    <CustodyTag facts={custody} size="board">
      <LoanNotes box={box} custody={custody} />
    </CustodyTag>
  )
}

/** What the box says of itself: battery, clock, contact, and what only live timing asks for. */
function BoxPart({ box }: { readonly box: Box }) {
  const { t, locale } = useSay()
  const custody = useCustody(box)
  const telemetry = useTelemetry(box.id)
  const degrees = telemetry?.cpuTemperatureC
  return (
    <>
      <BoxFacts box={box} custody={custody} />
      <Facts
        facts={[
          [
            t('live.fact.temperature'),
            degrees === undefined ? undefined : `${degrees.toLocaleString(locale, { maximumFractionDigits: 0 })} °C`,
          ],
          [t('live.fact.network'), telemetry?.network],
          [t('live.fact.reader'), telemetry?.readerPresent === false ? t('live.noReader') : undefined],
          [t('live.fact.status'), telemetry?.status],
        ]}
      />
    </>
  )
}

/** L19 */
function Aside({
  row,
  aside,
}: {
  readonly row: LiveRow
  readonly aside: NonNullable<NonNullable<LiveRow['link']>['aside']>
}) {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Notice
        level="warning"
        action={
          row.endedLoan === undefined ? null : <Button onClick={() => setAsking(true)}>{say.t('live.askTime')}</Button>
        }
      >
        {asideWords(say, aside)}
      </Notice>
      {asking && row.endedLoan !== undefined ? (
        <AskTimeDialog loanId={row.endedLoan.id} onClose={() => setAsking(false)} />
      ) : null}
    </>
  )
}

function LeftOut({ row: { link } }: { readonly row: LiveRow }) {
  const say = useSay()
  const lines = link === undefined ? [] : countLines(say, link.counts)
  if (lines.length === 0) return say.t('live.nothingLeftOut')
  return (
    <ul className="live-left-out">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function ReplaceButton({ row }: { readonly row: LiveRow }) {
  const { t } = useSay()
  const replace = useReplace()
  if (!useCanReplace()) return null
  return (
    <div className="box-actions-row">
      <Button aria-label={t('replace.actOf', { box: row.serial })} onClick={() => replace(row.boxId)}>
        {t('replace.act')}
      </Button>
    </div>
  )
}

function ConnectionButtons({ row }: { readonly row: LiveRow }) {
  const { t } = useSay()
  const timing = useTiming()
  const [connecting, setConnecting] = useState(false)
  return (
    <>
      <div className="box-actions-row">
        <Button onClick={() => setConnecting(true)}>{t('live.connectElsewhere')}</Button>
        <Button busy={timing.busy} onClick={() => void timing.disconnect(row.boxId)}>
          {t('live.disconnect', { serial: row.serial })}
        </Button>
      </div>
      <p className="small muted">{t('live.disconnectWhy')}</p>
      {timing.problem === undefined ? null : <InlineError>{timing.problem}</InlineError>}
      {connecting ? <StartTimingDialog row={row} mode="connect" onClose={() => setConnecting(false)} /> : null}
    </>
  )
}

function rewindWords(t: ReturnType<typeof useSay>['t'], { link }: LiveRow): string | undefined {
  if (link?.canRewind === undefined) return undefined
  return t(link.canRewind ? 'live.canRewind' : 'live.cantRewind')
}

function receivedWords({ t, locale }: ReturnType<typeof useSay>, { counts }: LiveRow): string | undefined {
  if (counts === undefined || counts.byReceived === 0) return undefined
  return t('live.byReceivedWhy', { count: counts.byReceived, number: grouped(locale, counts.byReceived) })
}
