import { describe, expect, it } from 'vitest'
import type { AlarmFacts, RunFacts } from '../../../../electron/core/race-day/alarm-facts.ts'
import { acknowledged, inOrder, NO_ALARMS, nextAlarms } from '../../../../electron/core/race-day/alarm-rules.ts'
import type { Link } from '../../../../shared/desktop-live.ts'
import { timePlus } from '../../../../shared/records/scalars.ts'
import { battery, boxId, FINISH, facts, LOAN, later, NOW, reads, run, steady } from './alarm-facts.ts'

const MINUTE_S = 60

function kindsAt(one: AlarmFacts): readonly string[] {
  return inOrder(nextAlarms(NO_ALARMS, one)).map(({ kind }) => kind)
}

function kinds(...runs: readonly RunFacts[]): readonly string[] {
  return kindsAt(facts({ runs }))
}

function link(state: Link['state'], secondsAgo: number): RunFacts['link'] {
  return { state, since: timePlus(NOW, -secondsAgo * 1000) }
}

describe('no connection to a box with a timing run', () => {
  it.each(['connecting', 'broken', 'wrong-box', 'silent'] as const)('[R5] after 10 s of %s', (state) => {
    expect(kinds(run(1, { link: link(state, 9.999) }))).toEqual([])
    expect(kinds(run(1, { link: link(state, 10) }))).toEqual(['no-connection'])
  })

  it('[R5] not where this laptop doesn’t connect to it, or is connected', () => {
    expect(kinds(run(1, { link: undefined }), run(2, { link: link('connected', 0) }))).toEqual([])
  })

  it('[R5] since when the connection was lost, whatever is tried in between', () => {
    const lost = facts({ runs: [run(1, { link: link('broken', 8) })] })
    const trying = later(lost, 4, { runs: [run(1, { link: { state: 'wrong-box', since: timePlus(NOW, 3000) } })] })
    const [alarm] = inOrder(nextAlarms(nextAlarms(NO_ALARMS, lost), trying))
    expect(alarm).toMatchObject({
      ...{ kind: 'no-connection', boxId: boxId(1), checkpointId: FINISH, sessionId: run(1).sessionId },
      since: timePlus(NOW, -8000),
    })
  })
})

describe('[F6] the cloud sets a clock back that was hours ahead', () => {
  const back = (before: AlarmFacts, seconds: number) => ({
    ...later(before, seconds),
    now: timePlus(before.now, seconds * 1000 - 2 * 3_600_000),
  })

  it('[R5] a box without connection is still told, with a time that was', () => {
    const lost = facts({ runs: [run(1, { link: link('broken', 20) })] })
    let state = nextAlarms(NO_ALARMS, lost)
    for (let seconds = 1; seconds <= 60; seconds += 1) {
      state = nextAlarms(state, back(lost, seconds))
      expect(inOrder(state), `after ${seconds} s`).toMatchObject([{ kind: 'no-connection' }])
    }
    expect(inOrder(state)).toMatchObject([{ since: back(lost, 1).now }])
  })

  it('[R5] [R1] silences are still told', () => {
    const { latest } = steady(90, 1)
    const [hours, minute] = [2 * 3_600_000, 60_000]
    const read = {
      latest: latest.map((at) => at - hours),
      cameMs: Date.parse(NOW) - 1.5 * minute - hours,
      chipsInMinute: 0,
    }
    const main = run(1, { reads: read, startedAt: timePlus(NOW, -minute), link: link('connected', 60) })
    const backup = run(2, { isBackup: true, reads: reads([], 3) })
    const at = facts({ runs: [main, backup] })
    expect(kindsAt({ ...at, now: timePlus(NOW, -hours) })).toEqual(['main-silent', 'silent'])
  })
})

describe('a box that reads no more', () => {
  it.each([
    ['one a second, quiet for a minute', steady(60, 1), []],
    ['one a second, quiet for longer', steady(60.1, 1), ['silent']],
    ['one in 20 s, quiet for 8 of these gaps', steady(160, 20), []],
    ['one in 20 s, quiet for longer', steady(161, 20), ['silent']],
    ['ten in five minutes before the last', steady(600, 30, 11), ['silent']],
    ['too few to tell', steady(600, 30, 10), []],
    ['ten, but over more than five minutes', steady(600, 31, 11), []],
    ['nothing ever', reads([]), []],
  ] as const)('[R5] %s', (_what, read, expected) => {
    expect(kinds(run(1, { reads: read }))).toEqual(expected)
  })

  it('[R5] a finish that thins out isn’t one', () => {
    // Each gap a tenth longer than the one before it.
    const finishes: number[] = []
    for (let at = 0, gap = 1; gap < 600; at += gap, gap *= 1.1) finishes.push(at)
    for (const [index, at] of finishes.entries()) {
      const next = finishes[index + 1]
      if (next === undefined) break
      const before = finishes.slice(0, index + 1).toReversed()
      expect(kinds(run(1, { reads: reads(before.slice(0, 21).map((then) => next - then)) })), `${at}`).toEqual([])
    }
  })

  it('[R5] tells when it read last, and ends with the next read', () => {
    const quiet = facts({ runs: [run(1, { reads: steady(90, 1) })] })
    const alarms = nextAlarms(NO_ALARMS, quiet)
    expect(inOrder(alarms)).toMatchObject([
      { kind: 'silent', lastAt: timePlus(NOW, -90_000), since: timePlus(NOW, -90_000), boxId: boxId(1) },
    ])
    const read = later(quiet, 1, { runs: [run(1, { reads: reads([0, ...steady(90, 1).latest]) })] })
    expect(inOrder(nextAlarms(nextAlarms(alarms, read), later(read, 15)))).toEqual([])
  })

  it('[R5] nothing is made of a silence in which nothing could come', () => {
    const read = steady(300, 1)
    expect(kinds(run(1, { reads: read, link: link('broken', 5) }))).toEqual([])
    expect(kinds(run(1, { reads: read, link: link('connected', 60) }))).toEqual([])
    expect(kinds(run(1, { reads: read, link: link('connected', 61) }))).toEqual(['silent'])
    const byCloud = [run(1, { reads: read, link: undefined })]
    expect(kindsAt(facts({ runs: byCloud }))).toEqual([])
    expect(kindsAt(facts({ runs: byCloud, onlineSince: timePlus(NOW, -60_000) }))).toEqual([])
    expect(kindsAt(facts({ runs: byCloud, onlineSince: timePlus(NOW, -61_000) }))).toEqual(['silent'])
  })

  it('[R5] what came late, of a time before, isn’t silence', () => {
    const { latest } = steady(300, 1)
    expect(kinds(run(1, { reads: { latest, cameMs: Date.parse(NOW) - 5000, chipsInMinute: 0 } }))).toEqual([])
  })

  it('[R5] after the gun nobody comes to the start', () => {
    expect(kinds(run(1, { reads: steady(300, 0.1), isAtStartOnly: true }))).toEqual([])
  })
})

describe('a backup that reads while the main box doesn’t', () => {
  const backup = (part: Partial<RunFacts> = {}) => run(2, { isBackup: true, reads: reads([1, 2, 3], 3), ...part })

  it('[R1] after a minute, of the main box', () => {
    const main = run(1, { reads: reads([60, 70]) })
    expect(inOrder(nextAlarms(NO_ALARMS, facts({ runs: [main, backup()] })))).toMatchObject([
      { kind: 'main-silent', boxId: boxId(1), checkpointId: FINISH, lastAt: timePlus(NOW, -60_000) },
    ])
    expect(kinds(run(1, { reads: reads([59.9]) }), backup())).toEqual([])
  })

  it('[R1] also where the main box has read nothing at all', () => {
    expect(kinds(run(1), backup())).toEqual(['main-silent'])
  })

  it.each([
    ['two chips only', run(1), backup({ reads: reads([1, 2], 2) })],
    ['another place', run(1, { checkpointIds: [] }), backup()],
    ['two main boxes', run(1), backup({ isBackup: false })],
    ['a main box that has just begun', run(1, { startedAt: timePlus(NOW, -59_000) }), backup()],
    ['a main box without a connection', run(1, { link: link('broken', 5) }), backup()],
    ['a main box that is just connected', run(1, { link: link('connected', 59) }), backup()],
  ] as const)('[R1] not with %s', (_what, main, other) => {
    expect(kinds(main, other)).toEqual([])
  })
})

describe('batteries, loans and the laptop', () => {
  it.each([
    [{ percent: 19.9 }, ['low-battery']],
    [{ percent: 20 }, []],
    [{ percent: 5, isCharging: true }, []],
    [{ percent: 5, toldAt: timePlus(NOW, -10 * MINUTE_S * 1000) }, []],
  ] as const)('[R5] a box’s battery: %j', (part, expected) => {
    expect(kindsAt(facts({ batteries: [battery(1, part)] }))).toEqual(expected)
  })

  it.each([
    [61 * MINUTE_S, []],
    [MINUTE_S * MINUTE_S, ['loan-ending']],
    [1, ['loan-ending']],
    [0, []],
  ] as const)('[L14] a loan with a run that ends in %i s', (seconds, expected) => {
    const loan = { id: LOAN, endsAt: timePlus(NOW, seconds * 1000) }
    expect(kinds(run(1, { loan }))).toEqual(expected)
  })

  it('[L14] one that is made longer is over at once', () => {
    const ending = facts({ runs: [run(1, { loan: { id: LOAN, endsAt: timePlus(NOW, 60_000) } })] })
    const alarms = nextAlarms(NO_ALARMS, ending)
    expect(inOrder(alarms)).toMatchObject([{ kind: 'loan-ending', loanId: LOAN }])
    const longer = later(ending, 1, { runs: [run(1, { loan: { id: LOAN, endsAt: timePlus(NOW, 86_400_000) } })] })
    expect(inOrder(nextAlarms(alarms, longer))).toEqual([])
  })

  it('[L19] recorded, but set aside', () => {
    const asides = [{ boxId: boxId(1), sessionId: run(1).sessionId, checkpointIds: [FINISH] }]
    expect(inOrder(nextAlarms(NO_ALARMS, facts({ asides })))).toMatchObject([
      { kind: 'loan-over', boxId: boxId(1), checkpointId: FINISH },
    ])
  })

  it('[F5] the disk', () => {
    expect(kindsAt(facts({ isDiskFull: true }))).toEqual(['disk-full'])
    expect(kindsAt(facts({ disk: { freeBytes: 499, lowBytes: 500 } }))).toEqual(['disk-low'])
    expect(kindsAt(facts({ disk: { freeBytes: 500, lowBytes: 500 } }))).toEqual([])
    expect(kindsAt(facts({ disk: undefined }))).toEqual([])
  })

  it('[F5] a disk at the edge is one alarm, until there is a tenth more', () => {
    const low = facts({ disk: { freeBytes: 499, lowBytes: 500 } })
    const first = nextAlarms(NO_ALARMS, low)
    const edge = nextAlarms(first, later(low, 300, { disk: { freeBytes: 549, lowBytes: 500 } }))
    expect(inOrder(edge)).toMatchObject([{ kind: 'disk-low', since: NOW, freeBytes: 549 }])
    const enough = later(low, 600, { disk: { freeBytes: 551, lowBytes: 500 } })
    expect(inOrder(nextAlarms(edge, enough))).toEqual([])
  })

  it.each([
    [{ onMains: false, percent: 19 }, ['laptop-battery']],
    [{ onMains: false, percent: 20 }, []],
    [{ onMains: true, percent: 1 }, []],
    [{ percent: 1 }, []],
    [{ onMains: false }, []],
  ] as const)('[R5] the laptop’s own battery: %j', (power, expected) => {
    expect(kindsAt(facts({ power }))).toEqual(expected)
  })
})

describe('an alarm while it lasts', () => {
  const lost = facts({ runs: [run(1, { link: link('broken', 10) })] })
  const back = [run(1, { link: link('connected', 0) })]

  it('[R5] keeps its name, its beginning and that somebody has seen it, also when it flickers', () => {
    const first = nextAlarms(NO_ALARMS, lost)
    const [alarm] = inOrder(first)
    const seen = acknowledged(first, alarm?.id ?? '', NOW)
    const flickered = nextAlarms(seen, later(lost, 14.9, { runs: back }))
    expect(inOrder(flickered)).toEqual([{ ...alarm, acknowledgedAt: NOW }])
    const again = later(lost, 14.95)
    expect(inOrder(nextAlarms(flickered, again))).toEqual([{ ...alarm, acknowledgedAt: NOW }])
  })

  it('[R5] is over 15 s after its cause; what comes later is a new one that nobody has seen', () => {
    const first = nextAlarms(NO_ALARMS, lost)
    const seen = acknowledged(first, inOrder(first)[0]?.id ?? '', NOW)
    const over = nextAlarms(seen, later(lost, 15, { runs: back }))
    expect(inOrder(over)).toEqual([])
    const [next] = inOrder(nextAlarms(over, later(lost, 20)))
    expect(next).toMatchObject({ kind: 'no-connection' })
    expect(next?.acknowledgedAt).toBeUndefined()
    expect(next?.id).not.toBe(inOrder(first)[0]?.id)
  })

  it('[R5] is over at once where the run is', () => {
    expect(inOrder(nextAlarms(nextAlarms(NO_ALARMS, lost), later(lost, 1, { runs: [] })))).toEqual([])
  })

  it('[R5] what nobody has seen comes first, then the worst, then the oldest; each box has its own', () => {
    const boxes = [6, 5, 4, 3, 2, 1].map((number) => run(number, { link: link('broken', 10 + number) }))
    const many = facts({ runs: boxes, isDiskFull: true, power: { onMains: false, percent: 3 } })
    const alarms = nextAlarms(NO_ALARMS, many)
    const names = (state: typeof alarms) => inOrder(state).map((one) => one.boxId?.slice(-1) ?? one.kind)
    expect(names(alarms)).toEqual(['disk-full', '6', '5', '4', '3', '2', '1', 'laptop-battery'])
    const seen = acknowledged(alarms, inOrder(alarms)[0]?.id ?? '', NOW)
    expect(names(seen)).toEqual(['6', '5', '4', '3', '2', '1', 'laptop-battery', 'disk-full'])
    expect(acknowledged(seen, 'another', NOW)).toEqual(seen)
  })
})
