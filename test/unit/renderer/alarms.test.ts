import { describe, expect, test } from 'vitest'
import {
  type AlarmAbout,
  alarmAbout,
  alarmMark,
  barAlarms,
  nextStep,
  unseenAlarms,
} from '../../../renderer/alarms/alarm-facts.ts'
import { alarmSentence } from '../../../renderer/alarms/alarm-words.ts'
import { createSoundPace } from '../../../renderer/alarms/sound-pace.ts'
import { en } from '../../../renderer/locales/en.ts'
import { ALARM_KINDS, type Alarm, type AlarmKind, alarmSchema } from '../../../shared/desktop-race-day.ts'
import { organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import {
  borrowedBox,
  borrowedLoan,
  MEMBER_ID,
  put,
  SIERRA_ID,
  sierraBox,
  sierraEvent,
  uuid,
} from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const say = sampleSay()
const viewer = organisationIdSchema.parse(SIERRA_ID)
const SINCE = '2026-06-07T11:57:30.000Z'

function alarm(kind: AlarmKind, fields: Readonly<Record<string, unknown>> = {}): Alarm {
  const ofLaptop = ['disk-low', 'disk-full', 'laptop-battery'].includes(kind)
  return alarmSchema.parse({
    id: `${kind} ${fields['boxId'] ?? ''}`,
    kind,
    since: SINCE,
    ...(ofLaptop ? {} : { boxId: uuid('b', 3) }),
    ...fields,
  })
}

/** Box 3 is main at FINISH and START, the borrowed one is in no event. */
function records(): MemoryRecords {
  const all = new MemoryRecords()
  const common = { organisationId: SIERRA_ID, raceId: uuid('e', 10) }
  for (const change of [
    put('event', sierraEvent()),
    put('race', { id: uuid('e', 10), organisationId: SIERRA_ID, eventId: uuid('e', 1), name: '10 km' }),
    put('checkpoint', { id: uuid('e', 21), ...common, name: 'START', kind: 'START' }),
    put('checkpoint', { id: uuid('e', 23), ...common, name: 'FINISH', kind: 'FINISH' }),
    put('box', sierraBox(3)),
    put('box', borrowedBox()),
    put('loan', borrowedLoan({ endsAt: '2026-06-07T12:45:00.000Z' })),
    put('assignment', {
      ...{ id: uuid('b', 3), boxId: uuid('b', 3), organisationId: SIERRA_ID, eventId: uuid('e', 1), backup: false },
      checkpointIds: [uuid('e', 23)],
    }),
    put('session', {
      ...{ id: uuid('f', 1), organisationId: SIERRA_ID, boxId: uuid('b', 31), boxSerial: 'CLBX30301' },
      ...{ eventId: uuid('e', 1), checkpointIds: [uuid('e', 21)], alias: 'START', startedById: MEMBER_ID },
      startedAt: '2026-06-07T08:00:00.000Z',
    }),
  ]) {
    all.apply(change)
  }
  return all
}

function about(kind: AlarmKind, fields: Readonly<Record<string, unknown>> = {}): AlarmAbout {
  return alarmAbout(records(), alarm(kind, fields), viewer)
}

describe('what an alarm says', () => {
  test.each<[AlarmKind, Readonly<Record<string, unknown>>, string]>([
    ['no-connection', {}, 'CLBX30203 FINISH: no connection for 2 min'],
    ['no-connection', { since: '2026-06-07T11:59:48.000Z' }, 'CLBX30203 FINISH: no connection for 10 s'],
    ['silent', { lastAt: '2026-06-07T11:55:00.000Z' }, 'CLBX30203 FINISH: nothing read for 5 min, after many reads'],
    [
      'main-silent',
      { lastAt: '2026-06-07T11:55:00.000Z' },
      'CLBX30203 FINISH: reads no chips since 11:55, and its backup does',
    ],
    ['low-battery', { percent: 14.2 }, 'CLBX30203 FINISH: battery at 14 %'],
    [
      'loan-ending',
      { boxId: uuid('b', 31), sessionId: uuid('f', 1) },
      'CLBX30301 START: the loan ends 12:45 (in 45 min), and a timing run is on',
    ],
    ['disk-low', { freeBytes: 412_000_000 }, 'This laptop’s disk has only 412 MB free'],
    ['laptop-battery', { percent: 14 }, 'This laptop’s battery is at 14 %: plug it in'],
  ])('[L14] %s', (kind, fields, sentence) => {
    expect(alarmSentence(say, about(kind, fields), say.now)).toBe(sentence)
  })

  test.each(ALARM_KINDS)('[L14] %s is a sentence with nothing known but its kind', (kind) => {
    const bare = alarmAbout(new MemoryRecords(), alarm(kind), viewer)
    const sentence = alarmSentence(say, bare, say.now)
    expect(sentence).not.toMatch(/\{\{|undefined|alarms\./)
    expect(Object.keys(en.alarms.kind)).toContain(kind)
  })
})

test('[R1] one button leads to the next step, and only to what the member may do', () => {
  const steps = (kind: AlarmKind, canReplace: boolean, fields = {}) => nextStep(about(kind, fields), canReplace)?.kind
  expect(ALARM_KINDS.map((kind) => [kind, steps(kind, true)])).toEqual([
    ['no-connection', 'replace'],
    ['silent', 'live'],
    ['main-silent', 'replace'],
    ['low-battery', 'replace'],
    ['loan-ending', 'live'],
    ['loan-over', 'live'],
    ['disk-low', 'free-space'],
    ['disk-full', 'free-space'],
    ['laptop-battery', undefined],
  ])
  expect(steps('no-connection', false)).toBe('live')
  const borrowed = { boxId: uuid('b', 31), sessionId: uuid('f', 1) }
  expect(steps('loan-ending', true, borrowed)).toBe('ask-time')
  // It isn't in the event any more.
  expect(steps('no-connection', true, borrowed)).toBe('live')
})

test('shows three alarms, counts the rest, and none that somebody has seen', () => {
  const seven = ['1', '2', '3', '4', '5', '6', '7'].map((id) => alarm('silent', { id }))
  const unseen = unseenAlarms([...seven, alarm('no-connection', { acknowledgedAt: SINCE })])
  expect(unseen).toHaveLength(7)
  const folded = barAlarms(unseen, 3, false)
  expect(folded.shown.map(({ id }) => id)).toEqual(['1', '2', '3'])
  expect(folded).toMatchObject({ more: 4, canFold: false })
  expect(barAlarms(unseen, 3, true)).toMatchObject({ more: 0, canFold: true })
  expect(barAlarms(unseen.slice(0, 3), 3, true)).toMatchObject({ more: 0, canFold: false })
})

test('marks a box’s whole row until its alarms are over, less loudly once they are seen', () => {
  const seen = alarm('low-battery', { acknowledgedAt: SINCE })
  expect(alarmMark([])).toBeUndefined()
  expect(alarmMark([seen])).toBe('seen')
  expect(alarmMark([seen, alarm('silent')])).toBe('unseen')
})

describe('alarm sounds', () => {
  /** When a list of alarms sounds, asked whenever the pace wants to be asked, up to `untilMs`. */
  function soundsOf(
    pace: ReturnType<typeof createSoundPace>,
    alarms: readonly Alarm[],
    fromMs: number,
    untilMs: number,
  ) {
    const sounds: number[] = []
    let nowMs = fromMs
    while (nowMs < untilMs) {
      const step = pace.next(alarms, nowMs)
      if (step.sounds) sounds.push(nowMs)
      if (step.againInMs === undefined) break
      nowMs += step.againInMs
    }
    return sounds
  }

  test('an urgent one sounds at once and every 30 s until it is seen', () => {
    const pace = createSoundPace()
    expect(soundsOf(pace, [alarm('no-connection')], 1_000, 100_000)).toEqual([1_000, 31_000, 61_000, 91_000])
    const seen = [alarm('no-connection', { acknowledgedAt: SINCE })]
    expect(soundsOf(pace, seen, 100_000, 400_000)).toEqual([])
  })

  test('one that isn’t urgent sounds once', () => {
    const pace = createSoundPace()
    expect(soundsOf(pace, [alarm('low-battery')], 0, 400_000)).toEqual([0])
    expect(soundsOf(pace, [alarm('low-battery', { percent: 3 })], 400_000, 800_000)).toEqual([])
  })

  test('twelve boxes that die one second apart sound no more than every 5 s', () => {
    const pace = createSoundPace()
    const sounds: number[] = []
    let alarms: readonly Alarm[] = []
    for (let second = 0; second < 12; second += 1) {
      alarms = [...alarms, alarm('no-connection', { id: String(second), boxId: uuid('b', second) })]
      if (pace.next(alarms, second * 1_000).sounds) sounds.push(second)
    }
    expect(sounds).toEqual([0, 5, 10])
    // The last one isn't forgotten.
    expect(soundsOf(pace, alarms, 12_000, 20_000)).toEqual([15_000])
  })

  test('one that is over and comes again sounds again', () => {
    const pace = createSoundPace()
    expect(pace.next([alarm('disk-low')], 0).sounds).toBe(true)
    expect(pace.next([], 60_000).sounds).toBe(false)
    expect(pace.next([alarm('disk-low')], 120_000).sounds).toBe(true)
  })
})
