import fc from 'fast-check'
import { expect, it } from 'vitest'
import { outcomesSchema } from '../../../shared/cloud-api.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { openDatabase, startCloud } from '../../support/cloud.ts'
import { Laptop, signUp } from '../../support/laptop.ts'
import { SigningLaptop } from '../../support/signing-laptop.ts'
import { testFolder } from '../../support/test-folder.ts'
import { formAt, lendOf, openCostas, openSierras, receiveAt } from '../../support/ticket-desks.ts'
import { mutatedText } from './mutated.ts'
import { FUZZ_TIMEOUT_MS, scaled } from './scale.ts'

it(
  '[F4] a laptop takes none that was changed, and always says why',
  async () => {
    const sierras = openSierras(testFolder())
    const costas = openCostas(testFolder())
    const { ticket, loanIds } = lendOf(sierras)
    const texts = [ticket, formAt(sierras, 'card')]
    expect((await receiveAt(costas, ticket)).status).toBe('done')
    texts.push(formAt(costas, 'receipt', loanIds))
    const fresh = openCostas(testFolder())
    const told: string[] = []
    for (const [side, all] of [
      [fresh, texts.slice(0, 2)],
      [sierras, texts.slice(2)],
    ] as const) {
      for (const text of all) {
        await fc.assert(
          fc.asyncProperty(mutatedText(text), async (changed) => {
            const { status } = await receiveAt(side, changed)
            told.push(status)
            expect(['done', 'slip', 'card', 'ours']).not.toContain(status)
          }),
          scaled(250),
        )
      }
    }
    expect(told.length).toBeGreaterThan(700)
    for (const desk of [sierras, costas, fresh]) desk.close()
  },
  FUZZ_TIMEOUT_MS,
)

it(
  '[F4] the cloud takes none that was changed, and stores each refusal',
  async () => {
    const cloud = await startCloud(await openDatabase('PGlite'))
    const owner = await SigningLaptop.enrol(cloud, await signUp(cloud))
    const taker = await SigningLaptop.enrol(cloud, await signUp(cloud))
    const [offered, kept] = [owner.offer([await owner.newBox()]), owner.offer([await owner.newBox()])]
    await kept.report()
    await taker.accepted('acceptShareToken', { ticket: kept.ticket })
    const slips = [
      ['acceptShareToken', 'ticket', offered.ticket],
      ['noteReceipt', 'slip', taker.receipt(kept.loanIds)],
      ['returnBox', 'slip', taker.returnSlip(kept.loanIds)],
      ['extendShare', 'slip', owner.extensionSlip(kept.loanIds, timePlus(kept.endsAt, 3_600_000))],
    ] as const
    for (const [type, field, text] of slips) {
      const sender = new Laptop(
        cloud,
        type === 'acceptShareToken' || type === 'extendShare' ? taker.person : owner.person,
      )
      const { numRuns, seed } = scaled(25)
      const changed = fc.sample(mutatedText(text), { numRuns, seed })
      for (let start = 0; start < changed.length; start += 100) {
        const commands = changed.slice(start, start + 100).map((one, index) => {
          return { seq: start + index + 1, id: crypto.randomUUID(), type, args: { [field]: one } }
        })
        const answer = await sender.send(commands)
        const { outcomes } = outcomesSchema.parse(answer.json())
        expect(outcomes).toHaveLength(commands.length)
        for (const { code } of outcomes) expect(['TICKET_INVALID', 'COMMAND_INVALID']).toContain(code)
      }
    }
    // What they were made of is good.
    for (const [type, field, text] of slips.toReversed()) {
      const sender = new Laptop(
        cloud,
        type === 'acceptShareToken' || type === 'extendShare' ? taker.person : owner.person,
      )
      expect([type, (await sender.giveAny(type, { [field]: text })).status]).toEqual([type, 'accepted'])
    }
    await cloud.close()
  },
  FUZZ_TIMEOUT_MS,
)
