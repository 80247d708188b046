import { expect, test } from 'vitest'
import { alarmOf, type BoardRow, boardGroups, stateTold } from '../../../renderer/board/board-facts.ts'
import { createBoardCatalogue, createBoardWords } from '../../../renderer/board/board-words.ts'
import { boardRowSchema } from '../../../shared/desktop-race-day.ts'

const words = createBoardWords(createBoardCatalogue(['en-US']), 'Europe/Madrid')
const AT = '2026-06-06T08:42:07.900Z'

function row(part: Partial<Record<keyof BoardRow, unknown>> = {}): BoardRow {
  return boardRowSchema.parse({
    ...{ checkpoint: 'FINISH', race: '10 km', serial: 'CLBX30201', alias: '', backup: false },
    ...{ state: 'connected', stateSince: AT, count: 0, lastMinute: 0, alarms: [] },
    ...part,
  })
}

function alarm(kind: string, acknowledged = false) {
  return { kind, since: AT, acknowledged }
}

test('[R1] rows stand with their checkpoint, as they come', () => {
  const rows = [
    row({ checkpoint: 'START', serial: 'A' }),
    row({ serial: 'B' }),
    row({ serial: 'C', backup: true }),
    row({ serial: 'D', race: '21 km' }),
  ]
  const told = boardGroups(rows).map(({ race, checkpoint, rows }) => [
    race,
    checkpoint,
    ...rows.map((one) => one.serial),
  ])
  expect(told).toEqual([
    ['10 km', 'START', 'A'],
    ['10 km', 'FINISH', 'B', 'C'],
    ['21 km', 'FINISH', 'D'],
  ])
})

test('times are the event’s, and a second never shows before it is over', () => {
  expect(words.seconds(AT)).toBe('10:42:07')
  expect(words.time.clock(AT)).toBe('10:42')
})

test.each(boardRowSchema.shape.state.options)('says %s in a shape and a word, and since when', (state) => {
  const told = stateTold(words, row({ state }))
  expect(told.shape).toHaveLength(1)
  expect(told.word).toMatch(/^[A-Z][a-z ]{3,}$/)
  expect(told.below).toBe('since 10:42')
  expect(stateTold(words, row({ state, stateSince: undefined })).below).toBe('')
})

test.each(boardRowSchema.shape.alarms.element.shape.kind.options)('says alarm %s in words', (kind) => {
  const { below } = stateTold(words, row({ alarms: [alarm(kind)] }))
  expect(below).toMatch(/^[A-Z][A-Za-z ]{5,}( 10:42)?$/)
  expect(alarmOf(row({ alarms: [alarm(kind)] }))).toBe('new')
})

test('an alarm that the state says already doesn’t take the place of since when, or of another one', () => {
  const broken = (...alarms: readonly object[]) => stateTold(words, row({ state: 'broken', alarms })).below
  expect(broken(alarm('no-connection'))).toBe('since 10:42')
  expect(broken(alarm('no-connection'), alarm('low-battery'))).toBe('Battery low')
  expect(broken(alarm('no-connection'), alarm('silent'), alarm('low-battery'))).toBe('Reads nothing 10:42, +1')
})

test('a row whose alarms somebody has seen is marked more quietly', () => {
  expect(alarmOf(row())).toBeUndefined()
  expect(alarmOf(row({ alarms: [alarm('silent', true)] }))).toBe('seen')
  expect(alarmOf(row({ alarms: [alarm('silent'), alarm('no-connection', true)] }))).toBe('new')
})

test.each([
  [[], 'en', ['No connection', '12,000 in all', 'yesterday 10:42', 'until']],
  [['es-AR', 'en'], 'es', ['Sin conexión', '12.000 en total', 'ayer 10:42', 'hasta']],
  [['fr', 'it-CH'], 'it', ['Nessuna connessione', '12.000 in tutto', 'ieri 10:42', 'fino']],
] as const)('the board speaks as the device does: %s', (spoken, language, said) => {
  const catalogue = createBoardCatalogue(spoken)
  const { t, number, time } = createBoardWords(catalogue, 'Europe/Madrid')
  expect(catalogue.language).toBe(language)
  expect([
    t('board.state.broken'),
    t('board.total', { count: 12_000, number: number(12_000) }),
    time.past(AT, '2026-06-07T08:00:00.000Z'),
    t('custody.until', { end: '' }).split(' ')[0],
  ]).toEqual(said)
})

test('the plural of a million isn’t English in Spanish', () => {
  const { t } = createBoardCatalogue(['es'])
  expect(t('board.networkAddress', { count: 1_000_000 })).toBe('Direcciones')
})
