import { describe, expect, test } from 'vitest'
import { type LiveSources, liveBoxes, liveRows, watchedRuns } from '../../../renderer/live/live-facts.ts'
import {
  asideWords,
  clockWords,
  completenessWords,
  countLines,
  gapsWords,
  linkTold,
  outsideWords,
  restTold,
  staysOnBoxWords,
} from '../../../renderer/live/live-words.ts'
import { type Link, linkSchema, liveSessionSchema } from '../../../shared/desktop-live.ts'
import { eventIdSchema, organisationIdSchema } from '../../../shared/records/scalars.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import {
  borrowedBox,
  borrowedLoan,
  COSTA_ID,
  MEMBER_ID,
  put,
  SIERRA_ID,
  sierraAssignment,
  sierraBox,
  sierraEvent,
  uuid,
} from '../../support/sample-records.ts'
import { sampleSay } from '../../support/sample-say.ts'

const viewer = organisationIdSchema.parse(SIERRA_ID)
const EVENT_ID = eventIdSchema.parse(uuid('e', 1))
const say = sampleSay()

function run(number: number, box: number, fields: Readonly<Record<string, unknown>> = {}) {
  return put('session', {
    ...{ id: uuid('f', number), organisationId: SIERRA_ID, boxId: uuid('b', box), boxSerial: `CLBX302${box}` },
    ...{ eventId: EVENT_ID, checkpointIds: [], alias: 'FINISH', startedById: MEMBER_ID },
    startedAt: `2026-06-06T0${number}:00:00.000Z`,
    ...fields,
  })
}

/** START and KM 5 with box 1, FINISH with box 2 and the borrowed one as backup; box 3 isn't placed. */
function raceDay(...more: readonly ReturnType<typeof put>[]): MemoryRecords {
  const records = new MemoryRecords()
  const common = { organisationId: SIERRA_ID, raceId: uuid('e', 10) }
  for (const change of [
    put('event', sierraEvent()),
    put('race', { id: uuid('e', 10), organisationId: SIERRA_ID, eventId: EVENT_ID, name: '10 km' }),
    put('checkpoint', { id: uuid('e', 21), ...common, name: 'START', kind: 'START' }),
    put('checkpoint', { id: uuid('e', 22), ...common, name: 'KM 5', kind: 'INTERMEDIATE' }),
    put('checkpoint', { id: uuid('e', 23), ...common, name: 'FINISH', kind: 'FINISH' }),
    ...[1, 2, 3].map((number) => put('box', sierraBox(number))),
    put('box', borrowedBox()),
    put('loan', borrowedLoan()),
    sierraAssignment(1, [21, 22]),
    sierraAssignment(31, [23], { backup: true }),
    sierraAssignment(2, [23]),
    sierraAssignment(3, []),
    ...more,
  ]) {
    records.apply(change)
  }
  return records
}

function link(fields: Readonly<Record<string, unknown>> = {}): Link {
  return linkSchema.parse({
    ...{ boxId: uuid('b', 1), address: { host: '192.168.1.20', port: 8080 }, state: 'connected' },
    ...{ since: '2026-06-07T10:42:00.000Z', counts: { known: 0, notOurs: 0, unreadable: 0 } },
    ...fields,
  })
}

function live(number: number, fields: Readonly<Record<string, unknown>> = {}) {
  return liveSessionSchema.parse({
    ...{ sessionId: uuid('f', number), count: 10, inCloud: 8, byReceived: 1, lastMinute: 6, unknownChips: 2 },
    completeness: { box: 12, missing: 2, gaps: [{ from: 4, to: 5 }] },
    ...fields,
  })
}

function sources(links: readonly Link[] = [], sessions: readonly ReturnType<typeof live>[] = []): LiveSources {
  return {
    links: new Map(links.map((one) => [one.boxId, one])),
    liveSessions: new Map(sessions.map((one) => [one.sessionId, one])),
  }
}

function rowsOf(records: MemoryRecords, from: LiveSources = sources()) {
  return liveRows(liveBoxes(records, EVENT_ID, viewer), from, [])
}

test('[R1] each box is one row, in the order of the checkpoints, those not placed last', () => {
  expect(rowsOf(raceDay()).map(({ serial, place, backup }) => [serial, place, backup])).toEqual([
    ['CLBX30201', 'START, KM 5', false],
    ['CLBX30202', 'FINISH', false],
    ['CLBX30301', 'FINISH', true],
    ['CLBX30203', '', false],
  ])
})

test('says how passings come: by this laptop, by the cloud, or not at all', () => {
  const records = raceDay(run(1, 1), run(2, 2))
  const words = rowsOf(records, sources([link({ sessionId: uuid('f', 1), state: 'broken' })])).map(
    (row) => linkTold(say, row).words,
  )
  expect(words).toEqual(['No connection since 10:42 – trying', 'By the cloud', 'Not started', 'Not started'])
})

test('each state of a connection has a sentence of its own, and a shape beside the colour', () => {
  const states = ['connecting', 'connected', 'broken', 'wrong-box', 'silent'] as const
  const told = states.map((state) => {
    const one = link({ state, ...(state === 'wrong-box' ? { otherSerial: 'CLBX30999' } : {}) })
    return linkTold(say, { linkWord: one.state, link: one, runs: [] })
  })
  expect(new Set(told.map(({ words }) => words)).size).toBe(states.length)
  expect(told.every(({ shape }) => shape.length === 1)).toBe(true)
  expect(told[3]?.words).toBe('Another box answers: CLBX30999')
})

test('[L9] says since when a run is over, and why', () => {
  const ended = { stoppedAt: '2026-06-07T08:00:00.000Z', stopReason: 'loan-ended' }
  const row = rowsOf(raceDay(run(3, 2, ended))).find(({ serial }) => serial === 'CLBX30202')
  expect(row && linkTold(say, row).words).toBe('Stopped today 08:00: the loan ended')
})

test('[R3] counts over all of a box’s runs in the event, and names the gaps', () => {
  const stopped = { stoppedAt: '2026-06-06T04:00:00.000Z', stopReason: 'stopped' }
  const records = raceDay(run(3, 1, stopped), run(5, 1))
  const second = live(5, { count: 1194, inCloud: 1172, completeness: { box: 1194, missing: 0, gaps: [] } })
  const [row] = rowsOf(records, sources([], [live(3), second]))
  if (row?.counts === undefined) throw new Error('no counts')
  expect(completenessWords(say, row.counts)).toBe('box 1,206 · laptop 1,204 · cloud 1,180 · missing 2')
  expect(gapsWords(say, row.counts)).toBe('4–5')
  expect(row.run?.id).toBe(uuid('f', 5))
})

test('[R3] names the first gaps and counts the rest', () => {
  const gaps = Array.from({ length: 20 }, (_, index) => ({ from: index * 10, to: index * 10 }))
  expect(gapsWords(say, { gaps: [{ from: 412, to: 431 }], missing: 20 })).toBe('412–431')
  expect(gapsWords(say, { gaps, missing: 1020 })).toBe('0, 10, 20, 30, 40, 50 and 1,014 more')
})

test('[L19] a box whose loan is over stays while passings of it are set aside, with whom to ask', () => {
  const aside = { count: 132, since: '2026-06-07T08:00:00.000Z', until: '2026-06-08T08:00:00.000Z' }
  const records = raceDay(
    run(3, 31, { stoppedAt: '2026-06-07T08:00:00.000Z', stopReason: 'loan-ended' }),
    { kind: 'box', id: uuid('b', 31), body: null },
    { kind: 'assignment', id: uuid('b', 31), body: null },
    put('loan', borrowedLoan({ endedAt: '2026-06-07T08:00:00.000Z', endReason: 'expired' })),
  )
  const held = link({ boxId: uuid('b', 31), sessionId: uuid('f', 3), aside })
  const row = rowsOf(records, sources([held])).at(-1)
  expect([row?.placed, row?.alias, row?.endedLoan?.id]).toEqual([undefined, 'Finish', uuid('c', 1)])
  if (row?.link?.aside === undefined) throw new Error('nothing aside')
  expect(asideWords(say, row.link.aside)).toBe(
    'Loan ended 08:00. 132 passings set aside until Mon 08:00, not seen, not sent.',
  )
  expect(rowsOf(records).map(({ serial }) => serial)).not.toContain('CLBX30231')
})

test('[L10] shows no connection that serves another event, and no other organisation’s run', () => {
  const records = raceDay(
    run(3, 9, { stoppedAt: '2026-06-06T04:00:00.000Z', stopReason: 'stopped' }),
    run(4, 2, { organisationId: COSTA_ID }),
  )
  const elsewhere = link({ boxId: uuid('b', 9), sessionId: uuid('f', 8) })
  const rows = rowsOf(records, sources([elsewhere], [live(4)]))
  expect(rows.map(({ boxId }) => boxId)).not.toContain(uuid('b', 9))
  expect(rows.find(({ boxId }) => boxId === uuid('b', 2))?.counts).toBeUndefined()
})

test('draws only the rows anew that something came for', () => {
  const boxes = liveBoxes(raceDay(run(1, 1), run(2, 2)), EVENT_ID, viewer)
  const before = liveRows(boxes, sources([], [live(1), live(2)]), [])
  const after = liveRows(boxes, sources([], [live(1, { count: 11 }), live(2)]), before)
  expect([after[0] === before[0], after[1] === before[1]]).toEqual([false, true])
})

test('[R2] watches the runs that are on before those that are over', () => {
  const stopped = { stoppedAt: '2026-06-06T04:00:00.000Z', stopReason: 'stopped' }
  const records = raceDay(run(3, 1, stopped), run(1, 2), run(4, 1), run(2, 3, { ...stopped, eventId: undefined }))
  expect(watchedRuns(records, EVENT_ID, viewer)).toEqual([uuid('f', 4), uuid('f', 1), uuid('f', 3)])
})

test('[L10] says how far the box’s clock is off, in what it is', () => {
  const of = (clockOffsetMs: number) =>
    clockWords(say, link({ clockOffsetMs, clockMeasuredAt: '2026-06-07T10:42:00.000Z' }))
  expect(of(1300)).toBe('1.3 s ahead, measured 10:42. Times are corrected by it.')
  expect(of(-12)).toBe('12 ms behind, measured 10:42. Times are corrected by it.')
  expect(of(0)).toBe('right, measured 10:42')
  expect(of(3_600_000 * 5)).toMatch(/^5 h ahead/)
  expect(of(86_400_000 * -20_000)).toMatch(/^20,000 days behind/)
  expect(clockWords(say, link())).toBeUndefined()
})

test('[L10] tells what came and was not kept, and why', () => {
  expect(countLines(say, { known: 0, notOurs: 0, unreadable: 0 })).toEqual([])
  expect(countLines(say, { known: 1200, notOurs: 1, unreadable: 3 })).toEqual([
    '1,200 came again and were here already.',
    '1 belongs to who had the box before, or has it now.',
    '3 were no passings that can be read.',
  ])
})

describe('what isn’t here of a box, or in no list', () => {
  const stopped = { stoppedAt: '2026-06-07T08:00:00.000Z', stopReason: 'stopped' }
  const toldOf = (rest: object, links: readonly Link[] = []) => {
    const [row] = rowsOf(raceDay(run(1, 1, stopped)), sources(links, [live(1, { rest })]))
    return row && restTold(say, row)
  }

  test('[F5] a run stopped without contact: each state has a sentence, and says what a person has to do', () => {
    const sessionId = uuid('f', 1)
    const states = [
      toldOf({}),
      toldOf({}, [link({ sessionId, state: 'broken' })]),
      toldOf({}, [link({ sessionId })]),
      toldOf({}, [link({ sessionId, canRewind: false })]),
    ]
    expect(new Set(states.map((told) => told?.words)).size).toBe(4)
    expect(states.map((told) => [told?.isHere, told?.byConnecting])).toEqual([
      ...[
        [false, true],
        [false, false],
      ],
      ...[
        [false, false],
        [false, false],
      ],
    ])
    expect(states[3]?.words).toContain('http://192.168.1.20')
  })

  test('[F5] when it has come is told, with how many, until the next run', () => {
    const at = '2026-06-07T10:20:00.000Z'
    expect(toldOf({ came: { at, count: 37 } })?.words).toBe(
      'The 37 times that were still on the box when timing was stopped came today 10:20.',
    )
    expect(toldOf({ came: { at, count: 0 } })?.words).toContain('nothing was left')
    const [next] = rowsOf(
      raceDay(run(1, 1, stopped), run(2, 1)),
      sources([], [live(1, { rest: { came: { at, count: 37 } } })]),
    )
    expect(next && restTold(say, next)).toBeUndefined()
  })

  test('[R3] a box that doesn’t send again: what it read before is told to stay on it', () => {
    const told = (fields: Readonly<Record<string, unknown>>) =>
      staysOnBoxWords(say, { link: link(fields), counts: undefined })
    expect(told({ canRewind: true })).toBeUndefined()
    expect(told({})).toBeUndefined()
    expect(told({ canRewind: false })).toContain('before 10:42 stays on it')
    expect(told({ canRewind: false, state: 'broken' })).toContain('without connection stays on it')
  })

  test('[L10] times outside the runs are told of', () => {
    expect(outsideWords(say, { link: link({ outside: 3 }) })).toContain('3 times')
    expect(outsideWords(say, { link: link() })).toBeUndefined()
  })
})
