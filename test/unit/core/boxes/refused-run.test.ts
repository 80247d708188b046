import { expect, it } from 'vitest'
import { nextBatch, takeOutcomes } from '../../../../electron/core/sync/intake.ts'
import { refusedOutcome } from '../../../support/test-desk.ts'
import { aField, BOX_1, eventually, NOW, SERIAL_1 } from './a-field.ts'
import { aRawBox, asBox, rawPassing } from './a-raw-box.ts'

it('[L10] [L19] a run that the cloud refused keeps what was read, and its connection, until the cloud tells how it was kept', async () => {
  const raw = await aRawBox(asBox(SERIAL_1, NOW, (command) => (command === 'GETSYSTEMTIME' ? '' : undefined)))
  const field = aField({ clock: 50 })
  const session = field.start(BOX_1, raw.port)
  await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
  raw.send(rawPassing(1))
  await eventually(() => expect(field.numbers(BOX_1)).toEqual([1]))

  // The outcome comes before the page with the run that was kept.
  const { desk, watch } = field.test
  const refused = nextBatch(desk).map(({ id, seq }) => refusedOutcome(id, seq, 'SESSION_RUNNING'))
  takeOutcomes(desk, refused, watch)
  field.tick()
  raw.send(rawPassing(2))
  await eventually(() => expect(field.numbers(BOX_1)).toEqual([1, 2]))
  field.test.receive([
    { kind: 'session', id: session.id, body: { ...session, stoppedAt: session.startedAt, stopReason: 'refused' } },
  ])
  field.tick()
  expect(field.stored(BOX_1).map(({ sessionId }) => sessionId)).toEqual([session.id, session.id])
  expect(field.link(BOX_1)).toMatchObject({ state: 'connected', sessionId: session.id })
  expect(field.test.store.boxes.links()).toMatchObject([{ boxId: BOX_1, sessionId: session.id }])
})
