import { expect, it } from 'vitest'
import { streamLogger } from '../../../electron/core/log.ts'
import { talkWithPage } from '../../../electron/shell/page-messages.ts'
import type { FromPage } from '../../../shared/shell-messages.ts'
import { listeners } from './listeners.ts'

const FACTS = { runs: [], unsent: 3, attention: 0, language: 'en', theme: 'system' }

function talk() {
  const { on, emit } = listeners()
  const told: FromPage[] = []
  const log: string[] = []
  const page = talkWithPage(
    { ipcMain: { on } },
    streamLogger((line) => log.push(line)),
    (message) => told.push(message),
  )
  return { page, told, log, emit }
}

function aFrame(url = 'app://trackside/', parent: object | null = null) {
  const got: unknown[][] = []
  const frame = {
    url,
    parent,
    detached: false,
    gone: false,
    got,
    isDestroyed: () => frame.gone,
    postMessage: (...args: unknown[]) => void got.push(args),
  }
  return frame
}

const STRANGERS = [
  ['another page', aFrame('https://elsewhere.example/')],
  ['a frame in the own page', aFrame('app://trackside/', {})],
  ['a frame that is gone', null],
] as const

it('keeps what is asked until the page listens, in order, and then asks at once', () => {
  const { page, emit } = talk()
  page.send({ type: 'go', screen: 'loans' })
  page.send({ type: 'take-along' })
  const frame = aFrame()
  emit('trackside:listen', { senderFrame: frame })
  page.send({ type: 'go', screen: 'today' })
  expect(frame.got).toEqual([
    ['trackside:shell', { type: 'go', screen: 'loans' }],
    ['trackside:shell', { type: 'take-along' }],
    ['trackside:shell', { type: 'go', screen: 'today' }],
  ])
})

it('keeps what is asked after a window was closed for the next one', () => {
  const { page, emit } = talk()
  const closed = aFrame()
  emit('trackside:listen', { senderFrame: closed })
  closed.gone = true
  page.send({ type: 'take-along' })
  expect(closed.got).toEqual([])
  const next = aFrame()
  emit('trackside:listen', { senderFrame: next })
  expect(next.got).toHaveLength(1)
})

it('keeps no more than the last twenty', () => {
  const { page, emit } = talk()
  for (let number = 0; number < 30; number += 1) page.send({ type: 'receive', text: `${number}` })
  const frame = aFrame()
  emit('trackside:listen', { senderFrame: frame })
  expect(frame.got).toHaveLength(20)
  expect(frame.got[0]).toEqual(['trackside:shell', { type: 'receive', text: '10' }])
})

it.each(STRANGERS)('gives nothing to %s, and believes nothing of it', (_who, frame) => {
  const { page, told, emit } = talk()
  page.send({ type: 'take-along' })
  emit('trackside:listen', { senderFrame: frame })
  emit(
    'trackside:tell',
    { senderFrame: frame },
    { type: 'facts', facts: { runs: ['CLBX30201'], unsent: 1, attention: 0, language: 'en', theme: 'system' } },
  )
  expect(frame?.got ?? []).toEqual([])
  expect(told).toEqual([])
  expect(page.facts()).toEqual({ runs: [], unsent: 0, attention: 0, language: 'en', theme: 'system' })
})

it('knows what the page said last', () => {
  const { page, told, emit } = talk()
  const facts = { runs: ['CLBX30201'], unsent: 3, attention: 0, language: 'en', theme: 'system' }
  emit('trackside:tell', { senderFrame: aFrame() }, { type: 'facts', facts })
  expect(page.facts()).toEqual(facts)
  expect(told).toEqual([{ type: 'facts', facts }])
})

it.each([
  ['nothing', undefined],
  ['a text', 'runs'],
  ['less than nothing unsent', { ...FACTS, unsent: -1 }],
  [
    'too many runs',
    { runs: Array.from({ length: 201 }, () => 'CLBX30201'), unsent: 0, attention: 0, language: 'en', theme: 'system' },
  ],
])('goes by what it knew when the page says %s, and the log says so', (_what, said) => {
  const { page, log, emit } = talk()
  emit('trackside:tell', { senderFrame: aFrame() }, { type: 'facts', facts: FACTS })
  emit('trackside:tell', { senderFrame: aFrame() }, { type: 'facts', facts: said })
  expect(page.facts()).toEqual(FACTS)
  expect(log).toHaveLength(1)
})
