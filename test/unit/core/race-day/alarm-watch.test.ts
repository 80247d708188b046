import { expect, it } from 'vitest'
import { PassingDesk } from '../../../../electron/core/passings/passing-desk.ts'
import type { AlarmFacts } from '../../../../electron/core/race-day/alarm-facts.ts'
import { AlarmWatch } from '../../../../electron/core/race-day/alarm-watch.ts'
import type { Push } from '../../../../shared/desktop-api.ts'
import type { Link } from '../../../../shared/desktop-live.ts'
import type { Alarm } from '../../../../shared/desktop-race-day.ts'
import { type BoxId, timePlus } from '../../../../shared/records/scalars.ts'
import {
  borrowedBox,
  borrowedLoan,
  put,
  SIERRA_ID,
  sierraBox,
  sierraEvent,
  uuid,
} from '../../../support/sample-records.ts'
import { openSierraDesk } from '../../../support/test-desk.ts'
import { testFolder } from '../../../support/test-folder.ts'
import { boxId, FINISH, NOW } from './alarm-facts.ts'

const EVENT = sierraEvent()
const RACE = uuid('e', 2)

/** Sierra's desk with boxes 1 and 2 at the finish, a borrowed one, and a watch over them. */
function aWatch() {
  const borrowed = borrowedBox()
  const test = openSierraDesk(
    testFolder(),
    [
      ...[put('box', sierraBox(1)), put('box', sierraBox(2)), put('box', borrowed)],
      ...[put('loan', borrowedLoan()), put('event', EVENT)],
      put('race', { id: RACE, organisationId: SIERRA_ID, eventId: EVENT.id, name: '10K' }),
      put('checkpoint', { id: FINISH, organisationId: SIERRA_ID, raceId: RACE, name: 'FINISH', kind: 'FINISH' }),
    ],
    NOW,
  )
  const onFault = (_where: string, error: unknown) => {
    throw error
  }
  const passings = new PassingDesk({ desk: test.desk, onFault })
  const links = new Map<BoxId, Link>()
  const laptop: { -readonly [K in 'disk' | 'power']: AlarmFacts[K] } = { disk: undefined, power: {} }
  const watch = new AlarmWatch({
    ...{ desk: test.desk, monotonicMs: () => Date.parse(test.wall.now), links: () => [...links.values()] },
    ...{ isOnline: () => false, isDiskFull: () => false, laptop: () => laptop },
  })
  test.recordsChanged = () => {
    passings.recordsChanged()
    watch.recordsChanged()
  }
  let number = 0
  return {
    ...{ test, watch, laptop },
    give(type: string, args: Record<string, unknown>): void {
      expect(test.desk.give([{ type, args }])).toMatchObject([{ status: 'done' }])
    },
    start(box: BoxId, backup = false): void {
      this.give('assignBox', { boxId: box, eventId: EVENT.id, checkpointIds: [FINISH], backup })
      this.give('startSession', { sessionId: uuid('d', 100 + number), boxId: box })
      number += 1
    },
    connect(box: BoxId, part: Partial<Link> = {}): void {
      const counts = { known: 0, notOurs: 0, unreadable: 0 }
      const address = { host: '127.0.0.1', port: 1 }
      links.set(box, { boxId: box, address, state: 'connected', since: test.wall.now, counts, ...part })
    },
    /** So many seconds go by, with a chip each at these boxes. */
    pass(seconds: number, ...boxes: readonly BoxId[]): void {
      for (let second = 0; second < seconds; second += 1) {
        test.wall.now = timePlus(test.wall.now, 1000)
        const at = test.wall.now
        for (const box of boxes) {
          number += 1
          const session = [...test.desk.records.all('session')].find(({ boxId: of }) => of === box)
          const received = [{ passing: { at, number, chip: `C${number}` }, receivedAt: at }]
          passings.take({ boxId: box, session, clockOffsetMs: 0, via: 'box', received })
        }
        watch.tick()
      }
    },
    pushed: (): readonly (readonly Alarm[])[] =>
      test.pushed.flatMap((push: Push) => (push.push === 'alarms' ? [push.alarms] : [])),
  }
}

function kinds(alarms: readonly Alarm[]): readonly string[] {
  return alarms.map(({ kind, boxId: of }) => `${kind} ${of?.slice(-2) ?? ''}`)
}

it('[R5] a box that reads, and then no more, is told once; read again, once more', () => {
  const field = aWatch()
  field.start(boxId(1))
  field.connect(boxId(1))
  field.pass(30, boxId(1))
  field.pass(60)
  expect(field.pushed()).toEqual([])
  const last = timePlus(field.test.wall.now, -60_000)
  field.pass(5)
  expect(field.pushed()).toMatchObject([[{ kind: 'silent', boxId: boxId(1), checkpointId: FINISH, lastAt: last }]])
  field.pass(16, boxId(1))
  expect(field.pushed().map(kinds)).toEqual([['silent 01'], []])
})

it('[R5] what was read before a restart counts', () => {
  const field = aWatch()
  field.start(boxId(1))
  field.connect(boxId(1))
  field.pass(30, boxId(1))
  const { desk } = field.test
  const again = new AlarmWatch({
    ...{ desk, monotonicMs: () => Date.parse(field.test.wall.now), links: () => [] },
    ...{ isOnline: () => true, isDiskFull: () => false, laptop: () => field.laptop },
  })
  for (let second = 0; second < 70; second += 1) {
    again.tick()
    field.test.wall.now = timePlus(field.test.wall.now, 1000)
  }
  expect(kinds(again.alarms)).toEqual(['silent 01'])
})

it('[R1] the backup reads and the main box doesn’t; placed otherwise, it is over', () => {
  const field = aWatch()
  field.start(boxId(1))
  field.start(boxId(2), true)
  field.connect(boxId(1))
  field.connect(boxId(2))
  field.pass(5, boxId(1), boxId(2))
  field.pass(61, boxId(2))
  expect(kinds(field.watch.alarms)).toEqual(['main-silent 01'])
  field.give('assignBox', { boxId: boxId(2), eventId: EVENT.id, checkpointIds: [FINISH], backup: false })
  field.pass(16, boxId(2))
  expect(kinds(field.watch.alarms)).toEqual([])
})

it('[L14] a borrowed box with a run, and an hour left; given back, it is over', () => {
  const field = aWatch()
  field.test.wall.now = '2026-06-07T06:59:00.000Z'
  field.start(boxId(31))
  field.connect(boxId(31))
  field.pass(59)
  expect(field.watch.alarms).toEqual([])
  field.pass(1)
  expect(field.watch.alarms).toMatchObject([{ kind: 'loan-ending', boxId: boxId(31), loanId: borrowedLoan().id }])
  field.give('returnBox', { loanId: borrowedLoan().id })
  field.pass(1)
  expect(field.watch.alarms).toEqual([])
})

it('[L19] what is set aside is told with the place of its run', () => {
  const field = aWatch()
  field.start(boxId(1))
  const [session] = [...field.test.desk.records.all('session')]
  if (session === undefined) throw new Error('no run')
  field.give('stopSession', { sessionId: session.id })
  const until = timePlus(NOW, 86_400_000)
  field.connect(boxId(1), { sessionId: session.id, aside: { count: 3, since: NOW, until } })
  field.pass(1)
  expect(field.watch.alarms).toMatchObject([{ kind: 'loan-over', boxId: boxId(1), checkpointId: FINISH }])
})

it('[R5] an empty battery is told of boxes that are in use, not of those in the depot', () => {
  const field = aWatch()
  for (const number of [1, 2]) {
    field.test.store.local.putTelemetry({ boxId: boxId(number), receivedAt: NOW, batteryPercent: 9 })
  }
  field.give('assignBox', { boxId: boxId(1), eventId: EVENT.id })
  field.pass(1)
  expect(field.watch.alarms).toMatchObject([{ kind: 'low-battery', boxId: boxId(1), percent: 9 }])
})

it('[R5] seen by a person it is pushed at once, and stays seen', () => {
  const field = aWatch()
  field.laptop.power = { onMains: false, percent: 12 }
  field.pass(1)
  const [alarm] = field.watch.alarms
  field.watch.acknowledge(alarm?.id ?? '')
  field.pass(20)
  const seen = { ...alarm, acknowledgedAt: timePlus(NOW, 1000) }
  expect(field.pushed()).toEqual([[alarm], [seen]])
  expect(field.watch.snapshot()).toEqual({ push: 'alarms', alarms: [seen] })
})
