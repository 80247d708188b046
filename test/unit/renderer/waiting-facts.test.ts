import { expect, test } from 'vitest'
import {
  isOld,
  nextTry,
  whatItWaitsFor,
  whyNotDiscard,
  withDependents,
} from '../../../renderer/waiting/waiting-facts.ts'
import { type PendingCommand, pendingCommandSchema } from '../../../shared/desktop-cards.ts'
import { uuid } from '../../support/sample-records.ts'

function pending(number: number, dependsOn: readonly number[] = [], part: object = {}): PendingCommand {
  return pendingCommandSchema.parse({
    id: uuid('f', number),
    type: 'releaseBox',
    args: {},
    givenAt: '2026-06-07T10:00:00.000Z',
    dependsOn: dependsOn.map((other) => uuid('f', other)),
    sent: false,
    ...part,
  })
}

test('[F2] tells what each command waits for, the nearest reason first', () => {
  const first = pending(1)
  const token = pending(3, [], { waitingFor: 'token' })
  const all = [first, pending(2, [1]), token, pending(4, [], { sent: true })]
  const waits = (command: PendingCommand, connection: 'online' | 'offline' | 'sign-in-again') =>
    whatItWaitsFor(command, all, { connection })
  expect(waits(first, 'offline')).toEqual({ kind: 'internet' })
  expect(waits(first, 'online')).toEqual({ kind: 'turn' })
  expect(waits(first, 'sign-in-again')).toEqual({ kind: 'sign-in' })
  expect(waits(token, 'offline')).toEqual({ kind: 'internet' })
  expect(waits(token, 'online')).toEqual({ kind: 'token' })
  const share = pending(5, [], { type: 'shareGroup', waitingFor: 'sharing-code' })
  expect(waits(share, 'offline')).toEqual({ kind: 'sharing-code' })
  expect(waits(share, 'online')).toEqual({ kind: 'turn' })
  expect(waits(pending(2, [1]), 'offline')).toEqual({ kind: 'after', command: first })
  expect(waits(pending(4, [], { sent: true }), 'offline')).toEqual({ kind: 'answer' })
})

test('[F2] what builds on a command goes with it, also further on', () => {
  const all = [pending(1), pending(2, [1]), pending(3), pending(4, [2, 3])]
  expect(withDependents(pending(1), all).map(({ id }) => id)).toEqual([1, 2, 4].map((number) => uuid('f', number)))
  expect(withDependents(pending(3), all)).toHaveLength(2)
})

test('[F2] what was sent can’t be taken back, nor what something sent builds on', () => {
  expect(whyNotDiscard(pending(1), [pending(1)])).toBeUndefined()
  expect(whyNotDiscard(pending(1, [], { sent: true }), [])).toBe('sent')
  expect(whyNotDiscard(pending(1), [pending(1), pending(2, [1], { sent: true })])).toBe('others')
})

test('says that data is old from ten minutes on', () => {
  const status = { connection: 'offline', lastSyncedAt: '2026-06-07T10:00:00.000Z' } as const
  expect(isOld(status, '2026-06-07T10:09:00.000Z')).toBe(false)
  expect(isOld(status, '2026-06-07T10:10:00.000Z')).toBe(true)
  expect(isOld({ connection: 'offline' }, '2026-06-07T10:10:00.000Z')).toBe(false)
})

test('[F2] tells a cloud that answers with an error from one that doesn’t answer', () => {
  const [first, second] = [pending(1), pending(2, [1])]
  const nextTryAt = '2026-06-07T10:00:00.000Z'
  const waits = (kind: 'no-answer' | 'cloud-error') =>
    [first, second].map(
      (one) => whatItWaitsFor(one, [first, second], { connection: 'offline', trouble: { kind, nextTryAt } }).kind,
    )
  expect(waits('cloud-error')).toEqual(['cloud', 'after'])
  expect(waits('no-answer')).toEqual(['internet', 'after'])
})

test('tells when it is tried next only where that is minutes away', () => {
  const now = '2026-06-07T10:00:00.000Z'
  expect(nextTry('2026-06-07T10:00:40.000Z', now)).toBeUndefined()
  expect(nextTry('2026-06-07T10:05:00.000Z', now)).toBe('2026-06-07T10:05:00.000Z')
  expect(nextTry(undefined, now)).toBeUndefined()
})
