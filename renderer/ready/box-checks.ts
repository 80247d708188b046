import type { Telemetry } from '../../shared/cloud-api.ts'
import type { Link } from '../../shared/desktop-live.ts'
import type { TestRead } from '../../shared/desktop-race-day.ts'
import type { Loan } from '../../shared/records/loan.ts'
import { hasLowBattery } from '../../shared/rules/battery.ts'
import { hasNoContact } from '../devices/device-item.ts'
import { earlySentence } from '../events/box-in-event.tsx'
import type { PlacedBox } from '../events/event-facts.ts'
import { offsetText } from '../live/live-words.ts'
import { dateIn } from '../words/format-time.ts'
import type { Say } from '../words/say.tsx'
import type { Check } from './check.ts'

/** What is known of a box before the gun. */
export interface BoxKnown {
  readonly telemetry: Telemetry | undefined
  readonly link: Link | undefined
  readonly testRead: TestRead | undefined
  readonly isAwaiting: boolean
  /** The last read of the run that is on. */
  readonly lastReadAt: string | undefined
  /** By which it is here, where it is borrowed. */
  readonly loan: Pick<Loan, 'id' | 'endsAt'> | undefined
  /** Up to when reports could have come: they come by the cloud. */
  readonly upTo: string
}

/** Everything looked at of one box, the test read first. */
export function boxChecks(say: Say, placed: PlacedBox, known: BoxKnown): readonly Check[] {
  return [
    testCheck(say, placed, known),
    ...loanCheck(say, placed, known),
    ...healthChecks(say, known),
    clockCheck(say, known),
    contactCheck(say, known),
  ]
}

function testCheck({ t, time, now }: Say, { run }: PlacedBox, known: BoxKnown): Check {
  const { testRead, isAwaiting, link, lastReadAt } = known
  const key = 'test'
  if (run !== undefined) {
    if (lastReadAt === undefined) return { key, level: 'note', words: t('ready.testRuns') }
    return { key, level: 'good', words: t('ready.testRunsLast', { clock: time.clock(lastReadAt) }) }
  }
  if (isAwaiting) return { key, level: 'wait', words: waitingWords(t, link) }
  if (testRead === undefined) {
    return { key, level: 'look', words: t('ready.testNone'), todo: t('ready.testNoneTodo') }
  }
  if (dateIn(time.zone, testRead.at) !== dateIn(time.zone, now)) {
    const words = t('ready.testOld', { when: time.past(testRead.at, now) })
    return { key, level: 'look', words, todo: t('ready.testNoneTodo') }
  }
  return { key, level: 'good', words: t('ready.testDone', { clock: time.clock(testRead.at) }) }
}

function waitingWords(t: Say['t'], link: Link | undefined): string {
  if (link?.state === 'connected') return t('ready.testWaiting')
  if (link === undefined || link.state === 'connecting') return t('ready.testConnecting')
  return t('ready.testNoConnection', { address: `${link.address.host}:${link.address.port}` })
}

/** R8 */
function loanCheck(say: Say, { finishAfterLoan }: PlacedBox, { loan }: BoxKnown): readonly Check[] {
  if (finishAfterLoan === undefined || loan === undefined) return []
  const words = earlySentence(say, loan.endsAt, finishAfterLoan)
  return [{ key: 'loan', level: 'look', words, act: { kind: 'ask-time', loanId: loan.id } }]
}

function healthChecks({ t }: Say, { telemetry }: BoxKnown): readonly Check[] {
  const { batteryPercent, charging, readerPresent } = telemetry ?? {}
  if (batteryPercent === undefined && charging === undefined && readerPresent === undefined) {
    return [{ key: 'health', level: 'note', words: t('ready.healthUnknown') }]
  }
  return [batteryCheck(t, telemetry), readerCheck(t, readerPresent)]
}

function batteryCheck(t: Say['t'], telemetry: Telemetry | undefined): Check {
  const key = 'battery'
  const { batteryPercent, charging } = telemetry ?? {}
  if (batteryPercent === undefined) {
    return charging
      ? { key, level: 'good', words: t('ready.chargingOnly') }
      : { key, level: 'note', words: t('ready.batteryUnknown') }
  }
  const percent = Math.round(batteryPercent)
  if (hasLowBattery(telemetry)) {
    return { key, level: 'look', words: t('ready.batteryLow', { percent }), todo: t('ready.batteryLowTodo') }
  }
  return { key, level: 'good', words: t(charging ? 'ready.batteryCharging' : 'ready.battery', { percent }) }
}

function readerCheck(t: Say['t'], readerPresent: boolean | undefined): Check {
  const key = 'reader'
  if (readerPresent === undefined) return { key, level: 'note', words: t('ready.readerUnknown') }
  if (readerPresent) return { key, level: 'good', words: t('ready.reader') }
  return { key, level: 'look', words: t('ready.readerGone'), todo: t('ready.readerGoneTodo') }
}

/** L10: what the laptop measured itself comes before what the box told the cloud. */
function clockCheck({ t, locale }: Say, { link, telemetry }: BoxKnown): Check {
  const key = 'clock'
  const source = link?.clockSource ?? telemetry?.clockSource
  if (source === 'none') {
    return { key, level: 'look', words: t('ready.clockNone'), todo: t('ready.clockNoneTodo') }
  }
  const offsetMs = link?.clockOffsetMs
  const named = { source: source ?? t('ready.clockUnset') }
  if (offsetMs !== undefined) {
    if (Math.abs(offsetMs) < 1) return { key, level: 'good', words: t('ready.clockRight', named) }
    const words = t('ready.clockOff', { ...named, offset: offsetText(locale, Math.abs(offsetMs)) })
    return { key, level: 'good', words }
  }
  if (source === undefined) return { key, level: 'note', words: t('ready.clockUnknown') }
  return { key, level: 'good', words: t('ready.clockTold', named) }
}

/** Old data says so (ux 13); what this laptop has just heard itself counts too. */
function contactCheck({ t, time, now }: Say, { telemetry, link, testRead, lastReadAt, upTo }: BoxKnown): Check {
  const key = 'contact'
  if (link?.state === 'connected') return { key, level: 'good', words: t('ready.contactNow') }
  const last = [telemetry?.receivedAt, testRead?.at, lastReadAt]
    .flatMap((at) => at ?? [])
    .toSorted()
    .at(-1)
  if (last === undefined) return { key, level: 'note', words: t('ready.contactNever') }
  const when = { when: time.past(last, now) }
  if (telemetry?.receivedAt === last && hasNoContact(telemetry, upTo)) {
    const words = t('ready.contactLost', { ...when, duration: time.duration(last, now) })
    return { key, level: 'look', words, todo: t('ready.contactLostTodo') }
  }
  return { key, level: 'good', words: t('ready.contact', { ...when, ago: time.relative(last, now) }) }
}
