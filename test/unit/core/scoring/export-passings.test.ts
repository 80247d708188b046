import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { exportPassings } from '../../../../electron/core/scoring/export-passings.ts'
import { csvLine } from '../../../../shared/csv.ts'
import type { PassingsOf } from '../../../../shared/desktop-live.ts'
import { countedPassingSchema } from '../../../../shared/records/passing.ts'
import { sessionSchema } from '../../../../shared/records/session.ts'
import { openScoringLaptop } from '../../../support/open-scoring-laptop.ts'
import { uuid } from '../../../support/sample-records.ts'
import {
  BACKUP_RUN,
  EVENT_ID,
  handTime,
  OTHER_RUN,
  RUN,
  type ScoringLaptop,
  START,
} from '../../../support/scoring-laptop.ts'
import { testFolder } from '../../../support/test-folder.ts'

const HEAD =
  '\uFEFFbib,chip,timestamp,num_passing,box,checkpoint,antenna,rssi,latitude,longitude,source,time_by,read_by\r\n'

async function partsOf(laptop: ScoringLaptop, of: PassingsOf) {
  const parts = [await exportPassings(laptop.test.desk, { of })]
  for (let next = parts[0]?.next; next !== undefined; next = parts.at(-1)?.next) {
    parts.push(await exportPassings(laptop.test.desk, { of, after: next }))
  }
  return parts
}

async function textOf(laptop: ScoringLaptop, of: PassingsOf = { eventId: EVENT_ID }): Promise<string> {
  return (await partsOf(laptop, of)).map(({ text }) => text).join('')
}

async function rowsOf(laptop: ScoringLaptop, of?: PassingsOf): Promise<readonly Record<string, string>[]> {
  return parse(await textOf(laptop, of), { bom: true, columns: true })
}

/** One passing with everything that a box can say. */
function addFull(laptop: ScoringLaptop, part: object = {}): void {
  const at = '2026-06-06T09:00:00.123Z'
  const passing = countedPassingSchema.parse({
    ...{ at, number: 9, chip: 'E280', antenna: 2, rssi: -71.5, latitude: 40.4, longitude: -3.7, receivedAt: START },
    ...{ countedAt: at, countedBy: 'stamp', ...part },
  })
  laptop.test.store.passings.add({
    ...{ boxId: RUN.boxId, passing, sessionId: RUN.id, eventId: RUN.eventId, clockOffsetMs: 0, via: 'box', inCloud: 0 },
  })
}

describe('the CSV of passings', () => {
  it('[R7] has a byte order mark, the head, and a line for each passing', async () => {
    const laptop = openScoringLaptop(testFolder())
    addFull(laptop)
    expect(await textOf(laptop)).toBe(
      `${HEAD},E280,2026-06-06T09:00:00.123Z,9,CLBX30201,FINISH,2,-71.5,40.4,-3.7,box,stamp,main\r\n`,
    )
  })

  it('[R7] an event without passings has the head alone', async () => {
    const laptop = openScoringLaptop(testFolder())
    expect(await partsOf(laptop, { eventId: EVENT_ID })).toEqual([{ text: HEAD, done: 0, total: 0 }])
  })

  it('[R7] bibs are the start list’s, else the device’s', async () => {
    const laptop = openScoringLaptop(testFolder())
    addFull(laptop, { chip: 'e280', bib: '500' })
    addFull(laptop, { chip: 'F1', bib: '501' })
    addFull(laptop, { chip: 'F2' })
    laptop.test.store.startList.replace(EVENT_ID, [{ bib: '7', name: 'Ana', race: '', chips: ['E280'] }], START)
    expect((await rowsOf(laptop)).map(({ bib }) => bib)).toEqual(['7', '501', ''])
  })

  it('[L10] [R7] says what counts by time received, and has the time that counts', async () => {
    const laptop = openScoringLaptop(testFolder())
    addFull(laptop, { at: '1970-01-01T00:00:01.000Z', countedAt: START, countedBy: 'received' })
    expect(await rowsOf(laptop)).toMatchObject([{ timestamp: START, time_by: 'received', num_passing: '9' }])
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+34', "'+34"],
    ['-71', "'-71"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    ['José 🏃', 'José 🏃'],
  ])('[R7] %j can’t be run as a formula, and stays one cell', (text, cell) => {
    expect(csvLine([text, -71.5, undefined])).toBe(`${cell},-71.5,\r\n`)
  })

  it('[R7] chips that look like formulas are neutral, and numbers stay numbers', async () => {
    const laptop = openScoringLaptop(testFolder())
    addFull(laptop, { chip: '=HYPERLINK("x")', bib: '-1', rssi: -80 })
    expect(await rowsOf(laptop)).toMatchObject([{ chip: `'=HYPERLINK("x")`, bib: "'-1", rssi: '-80' }])
  })

  it('[R4] [R7] times by hand are among them as they came, those crossed out left out', async () => {
    const laptop = openScoringLaptop(testFolder())
    laptop.pass(1)
    laptop.later(5_000)
    const at = handTime(2).at
    laptop.act(
      ...[handTime(1, { bib: '7', checkpointId: uuid('e', 3) }), handTime(2), handTime(3), handTime(4, { bib: '9' })],
      ...[
        handTime(5, { kind: 'CROSS_OUT', withdraws: uuid('d', 4) }),
        handTime(6, { at, bib: '8', withdraws: uuid('d', 2) }),
      ],
    )
    laptop.later(5_000)
    laptop.pass(1)
    const rows = await rowsOf(laptop)
    expect(rows.map(({ bib, chip, timestamp, source }) => [bib, chip, timestamp, source])).toEqual([
      ['', 'C0', expect.any(String), 'box'],
      ['7', '', handTime(1).at, 'hand'],
      ['', '', handTime(3).at, 'hand'],
      ['8', '', at, 'hand'],
      ['', 'C1', expect.any(String), 'box'],
    ])
    expect(rows[1]).toMatchObject({ checkpoint: 'FINISH', box: '', time_by: '', num_passing: '' })
  })

  it('[R1] [R7] says which of main and backup read it, and what only the backup did', async () => {
    const laptop = openScoringLaptop(testFolder())
    laptop.learn(BACKUP_RUN)
    laptop.read(BACKUP_RUN, 'A', 10_000)
    laptop.read(BACKUP_RUN, 'B', 10_001)
    laptop.read(BACKUP_RUN, 'a', 20_001)
    laptop.read(RUN, 'A')
    laptop.read(RUN, 'B')
    laptop.act(handTime(1, { bib: '7' }))
    const isRead = async (of?: PassingsOf) =>
      (await rowsOf(laptop, of)).map(({ chip, read_by }) => `${chip} ${read_by}`)
    expect(await isRead()).toEqual(['A backup', 'B backup only', 'a backup only', 'A main', 'B main', ' '])
    // By what the event has, also where the file has only one box.
    expect(await isRead({ boxId: BACKUP_RUN.boxId })).toEqual(['A backup', 'B backup only', 'a backup only'])
  })

  it('[R7] what a main box read elsewhere doesn’t count for a backup', async () => {
    const laptop = openScoringLaptop(testFolder())
    const elsewhere = sessionSchema.parse({ ...BACKUP_RUN, checkpointIds: [uuid('e', 7)] })
    laptop.learn(elsewhere)
    laptop.read(RUN, 'A')
    laptop.read(elsewhere, 'A')
    expect((await rowsOf(laptop)).map(({ read_by }) => read_by)).toEqual(['main', 'backup only'])
  })

  it('[R7] of one run or one box has its passings alone', async () => {
    const laptop = openScoringLaptop(testFolder())
    laptop.pass(2)
    laptop.pass(3, { session: OTHER_RUN })
    laptop.act(handTime(1, { bib: '7' }))
    const chips = async (of: PassingsOf) => (await rowsOf(laptop, of)).map(({ chip }) => chip)
    expect(await chips({ sessionId: RUN.id })).toEqual(['C0', 'C1'])
    expect(await chips({ boxId: OTHER_RUN.boxId })).toEqual(['C2', 'C3', 'C4'])
    expect(await chips({ eventId: EVENT_ID })).toEqual(['C0', 'C1', ''])
  })

  it('[R7] comes in parts, each row once and in order, with how far it is', async () => {
    const laptop = openScoringLaptop(testFolder())
    laptop.pass(7_000)
    laptop.act(...Array.from({ length: 450 }, (_, number) => handTime(number, { bib: String(number + 1) })))
    laptop.later(600_000)
    laptop.pass(5_000)
    const parts = await partsOf(laptop, { eventId: EVENT_ID })
    expect(parts.map(({ done, total }) => [done <= total, total])).toEqual(parts.map(() => [true, 12_450]))
    expect(parts.at(-1)?.done).toBe(12_450)
    expect(parts.length).toBeLessThanOrEqual(4)
    for (const { text, next } of parts) {
      expect(text.split('\r\n').length).toBeLessThanOrEqual(5_002)
      expect((next ?? '').length).toBeLessThanOrEqual(40)
    }
    const rows = parse(parts.map(({ text }) => text).join(''), { bom: true, columns: true }) as Record<string, string>[]
    expect(rows.flatMap(({ chip }) => chip || [])).toEqual(Array.from({ length: 12_000 }, (_, number) => `C${number}`))
    expect(rows.flatMap(({ bib }) => bib || [])).toEqual(Array.from({ length: 450 }, (_, number) => String(number + 1)))
    expect(rows.findIndex(({ bib }) => bib === '450')).toBe(7_449)
  })
})
