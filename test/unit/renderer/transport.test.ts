import { expect, test } from 'vitest'
import type { LineEvents } from '../../../renderer/line.ts'
import { AnswerLost, CoreFault, connectCore, type LinkState } from '../../../renderer/transport.ts'
import type { Push } from '../../../shared/desktop-api.ts'

/** Lines in memory: what was sent on each, and the events to play the core with. */
function lab() {
  const lines: { readonly events: LineEvents; readonly sent: string[] }[] = []
  const later: { readonly run: () => void; readonly delayMs: number }[] = []
  const core = connectCore(
    (events) => {
      const sent: string[] = []
      lines.push({ events, sent })
      return { send: (text) => sent.push(text), close: () => undefined }
    },
    (run, delayMs) => later.push({ run, delayMs }),
  )
  const last = () => {
    const line = lines.at(-1)
    if (line === undefined) throw new Error('no line was opened')
    return line
  }
  return { core, last, lines, later, reply: (message: unknown) => last().events.received(JSON.stringify(message)) }
}

test('asks, and gives the answer that belongs to it', async () => {
  const { core, last, reply } = lab()
  last().events.opened()
  const first = core.call('loanCode', { loanId: 'a' })
  const second = core.call('discard', { id: 'b' })
  expect(last().sent.map((text) => JSON.parse(text))).toEqual([
    { id: 1, call: 'loanCode', args: { loanId: 'a' } },
    { id: 2, call: 'discard', args: { id: 'b' } },
  ])
  reply({ id: 2, result: { discarded: [] } })
  reply({ id: 1, result: { code: null } })
  expect(await first).toEqual({ code: null })
  expect(await second).toEqual({ discarded: [] })
})

test('calls made while the core is away wait for it', async () => {
  const { core, last, reply } = lab()
  const call = core.call('syncNow', {})
  expect(last().sent).toEqual([])
  last().events.opened()
  expect(last().sent).toHaveLength(1)
  reply({ id: 1, result: {} })
  expect(await call).toEqual({})
})

test('a call under way when the line breaks is lost, not repeated', async () => {
  const { core, last, later } = lab()
  last().events.opened()
  const call = core.call('syncNow', {})
  last().events.closed('gone')
  await expect(call).rejects.toBeInstanceOf(AnswerLost)
  later[0]?.run()
  last().events.opened()
  expect(last().sent).toEqual([])
})

test('opens the line again, later each time, and soon again after it was open', () => {
  const { last, later, lines } = lab()
  for (let times = 0; times < 7; times += 1) {
    last().events.closed('gone')
    later.at(-1)?.run()
  }
  expect(later.map(({ delayMs }) => delayMs)).toEqual([200, 400, 800, 1600, 3000, 3000, 3000])
  last().events.opened()
  last().events.closed('gone')
  expect(later.at(-1)?.delayMs).toBe(200)
  expect(lines).toHaveLength(8)
})

test('does not knock again where it is shut out', () => {
  const { core, last, later } = lab()
  const states: LinkState[] = []
  core.onLink((state) => states.push(state))
  last().events.closed('shut-out')
  expect(states).toEqual(['connecting', 'shut-out'])
  expect(later).toEqual([])
})

test('parses what is pushed, and leaves unread what is neither push nor reply', () => {
  const { core, last, reply } = lab()
  const pushes: Push[] = []
  const stop = core.onPush((push) => pushes.push(push))
  last().events.opened()
  reply({ push: 'pending', pending: [] })
  reply({ push: 'weather', sky: 'blue' })
  reply({ push: 'pending', pending: 'none' })
  stop()
  reply({ push: 'pending', pending: [] })
  expect(pushes).toEqual([{ push: 'pending', pending: [] }])
})

test('a fault comes with its number, an answer of another shape as an error', async () => {
  const { core, last, reply } = lab()
  last().events.opened()
  const failed = core.call('syncNow', {})
  const strange = core.call('loanCode', { loanId: 'a' })
  reply({ id: 1, failed: '1a2b' })
  reply({ id: 2, result: { code: 7 } })
  await expect(failed).rejects.toEqual(new CoreFault('1a2b'))
  await expect(strange).rejects.toThrow()
})
