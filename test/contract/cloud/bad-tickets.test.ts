import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outcomesSchema } from '../../../shared/cloud-api.ts'
import { openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, newToken, signUp } from '../../support/laptop.ts'
import { SigningLaptop } from '../../support/signing-laptop.ts'
import { extensionOf, slipOf, ticketOf } from '../../support/tickets.ts'

const SIGNED_COMMANDS = [
  ['acceptShareToken', 'ticket'],
  ['extendShare', 'slip'],
  ['returnBox', 'slip'],
  ['noteReceipt', 'slip'],
] as const

describe('bad tickets and slips', () => {
  let cloud: RunningCloud
  let owner: SigningLaptop
  let laptop: Laptop

  beforeAll(async () => {
    // The usual limits.
    cloud = await startCloud(await openDatabase('PGlite'), { limitFactor: 1 })
    owner = await SigningLaptop.enrol(cloud, await signUp(cloud))
    laptop = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())

  const binary = randomBytes(3000).toString('latin1')

  describe.each(SIGNED_COMMANDS)('%s', (type, field) => {
    it.each([
      ['nothing', '', 'unreadable'],
      ['another prefix', 'TRK2:ABC', 'unreadable'],
      ['a share token', newToken().typed, 'unreadable'],
      ['no base45', 'TRK1:äöü', 'unreadable'],
      ['binary', binary, 'unreadable'],
      ['binary behind the prefix', `TRK1:${binary}`, 'unreadable'],
      ['zeros', 'TRK1:000000', 'not-canonical'],
      ['too much', `TRK1:${'0'.repeat(7000)}`, 'too-large'],
    ])('[F4] refuses %s', async (_, text, reason) => {
      expect(await laptop.giveAny(type, { [field]: text })).toMatchObject({
        ...{ status: 'refused', code: 'TICKET_INVALID', message: expect.any(String) },
        details: { reason },
      })
    })

    it.each([
      ['a list', ['TRK1:']],
      ['an object', {}],
      ['null', null],
      ['far too much', 'x'.repeat(8001)],
    ])('[F4] refuses %s as arguments', async (_, value) => {
      expect(await laptop.giveAny(type, { [field]: value })).toMatchObject({ code: 'COMMAND_INVALID' })
    })

    it('[F4] refuses 10 MB before reading them', async () => {
      const args = { [field]: 'T'.repeat(10_000_000) }
      const command = { seq: laptop.nextSeq, id: randomUUID(), type, args }
      expect((await laptop.send([command])).code).toBe('TOO_LARGE')
    })
  })

  it('[F4] refuses what another cloud’s root key has certified', async () => {
    const reasons = [
      await laptop.refused('acceptShareToken', { ticket: ticketOf() }),
      await laptop.refused('extendShare', { slip: extensionOf() }),
      await laptop.refused('returnBox', { slip: slipOf('return-slip') }),
      await laptop.refused('noteReceipt', { slip: slipOf('receipt') }),
    ]
    for (const refused of reasons) {
      expect(refused).toEqual({ code: 'TICKET_INVALID', details: { reason: 'unknown-root' } })
    }
  })

  it('[L5] a ticket can’t be guessed: wrong ones aren’t counted, nor held up by wrong tokens', async () => {
    for (let round = 0; round < 12; round += 1) await laptop.refused('acceptShareToken', { ticket: ticketOf() })
    for (let round = 0; round < 10; round += 1) {
      expect((await laptop.refused('acceptShareToken', { token: newToken().typed })).code).toBe('TOKEN_UNKNOWN')
    }
    const command = (args: object) => [{ seq: laptop.nextSeq, id: randomUUID(), type: 'acceptShareToken', args }]
    const held = outcomesSchema.parse((await laptop.send(command({ token: newToken().typed }))).json())
    expect(held).toMatchObject({ outcomes: [], retryAfterS: expect.any(Number) })
    await laptop.accepted('acceptShareToken', { ticket: owner.offer([await owner.newBox()]).ticket })
  })
})
