import { expect, it } from 'vitest'
import { nextBatch, takeOutcomes } from '../../../electron/core/sync/intake.ts'
import { acceptedOutcome, refusedOutcome } from '../../support/test-desk.ts'
import { testFolder } from '../../support/test-folder.ts'
import {
  costaEvent,
  FIRST_BOX,
  formAt,
  lendOf,
  openCostas,
  openSierras,
  receiveAt,
  SECOND_BOX,
  trustRoots,
} from '../../support/ticket-desks.ts'

const NOW = '2026-06-06T10:00:00.000Z'

it('[F4] [L17] a ticket scanned again, of which some was not to be had, takes nothing from the first time', async () => {
  const [sierra, costas] = [openSierras(testFolder()), openCostas(testFolder())]
  const { ticket, loanIds } = lendOf(sierra, [FIRST_BOX, SECOND_BOX])
  const [had, gone] = loanIds
  if (had === undefined || gone === undefined) throw new Error('two loans were lent')
  trustRoots(costas, [[gone, NOW]])
  expect(await receiveAt(costas, ticket)).toMatchObject({ status: 'done', loanIds: [had] })
  const [first] = costas.desk.outbox
  expect(await receiveAt(costas, ticket)).toMatchObject({ loanIds: [had] })
  const again = costas.desk.outbox.at(-1)
  if (again !== undefined && again.id !== first?.id) costas.desk.discard(again.id)
  expect(costas.store.tickets.takenAt(had)).toBe(NOW)
  expect(formAt(costas, 'receipt', [had])).toMatch(/^TRK1:/)
})

it('[F3] [L17] what was planned with a box that the cloud left out is on the card of that box', async () => {
  const [sierra, costas] = [openSierras(testFolder()), openCostas(testFolder())]
  const { ticket, loanIds } = lendOf(sierra, [FIRST_BOX, SECOND_BOX])
  await receiveAt(costas, ticket)
  for (const boxId of [FIRST_BOX, SECOND_BOX]) {
    costas.desk.give([{ type: 'assignBox', args: { boxId, eventId: costaEvent.id, checkpointIds: [] } }])
  }
  const [accept, kept, lost] = nextBatch(costas.desk)
  const gone = { serial: 'CLBX30202', code: 'BOX_LENT', details: { organisationName: 'Valle Cronos', since: NOW } }
  const outcomes = [
    acceptedOutcome(accept?.id ?? '', 1, { loanIds: loanIds.slice(0, 1), leftOut: [gone] }),
    acceptedOutcome(kept?.id ?? '', 2),
    refusedOutcome(lost?.id ?? '', 3, 'NOT_FOUND', { boxId: SECOND_BOX }),
  ]
  // In one answer of the cloud, or in several.
  for (const outcome of outcomes) takeOutcomes(costas.desk, [outcome], costas.watch)
  expect(costas.store.cards.readOpen()).toMatchObject([
    { code: 'BOX_LENT', boxSerial: 'CLBX30202', fellWith: [{ id: lost?.id, type: 'assignBox' }] },
  ])
})
