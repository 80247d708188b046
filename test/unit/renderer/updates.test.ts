import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { en } from '../../../renderer/locales/en.ts'
import { updateWords } from '../../../renderer/shell/update-words.ts'
import { type UpdateState, updateStateSchema } from '../../../shared/shell-messages.ts'

const words = i18next.createInstance()
beforeAll(() =>
  words.init({ lng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false } }),
)

const WHYS = ['no-feed', 'not-trusted', 'disk', 'other'] as const
const STATES: readonly UpdateState[] = [
  { state: 'off' },
  { state: 'idle' },
  { state: 'checking' },
  { state: 'current' },
  { state: 'available', version: '1.2.0' },
  { state: 'downloading', version: '1.2.0', percent: 37 },
  { state: 'ready', version: '1.2.0' },
  ...WHYS.map((why) => ({ state: 'failed', why }) as const),
]

const say = (state: UpdateState, runs = '') => updateWords(words.t, state, runs)

test('every state has a sentence of its own', () => {
  expect(new Set(STATES.map(({ state }) => state)).size).toBe(updateStateSchema.options.length)
  const sentences = STATES.map((state) => say(state).sentence)
  expect(new Set(sentences).size).toBe(STATES.length)
  for (const sentence of sentences) expect(sentence).not.toMatch(/^updates\.|\{\{/)
})

test.each([
  ['idle', 'check', 'Check for updates', false],
  ['current', 'check', 'Check for updates', false],
  ['available', 'download', 'Download 1.2.0', true],
  ['downloading', 'cancel', 'Cancel the download', false],
  ['ready', 'install', 'Restart and install', true],
  ['failed', 'check', 'Check again', false],
] as const)('%s offers to %s: %s', (name, act, label, isPrimary) => {
  for (const state of STATES.filter((one) => one.state === name)) {
    expect(say(state).button).toEqual({ act, label, isPrimary })
  }
})

test('where it can’t look for updates, or looks just now, there is nothing to press', () => {
  expect(say({ state: 'off' }).button).toBeUndefined()
  expect(say({ state: 'checking' }).button).toMatchObject({ act: 'check', isBusy: true })
})

test('[R5] while this laptop records, it says why nothing is installed now; a download is no harm', () => {
  expect(say({ state: 'ready', version: '1.2.0' }, 'CLBX30201').button?.whyNot).toBe(
    'This laptop records CLBX30201. End the timing first.',
  )
  expect(say({ state: 'available', version: '1.2.0' }, 'CLBX30201').button?.whyNot).toBeUndefined()
})
