import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallResult } from '../../../shared/desktop-api.ts'
import type { Kind } from '../../../shared/records/kinds.ts'
import { type FieldLaptop, openFieldLaptop } from '../../support/field-laptop.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'

const EVENT = { name: 'Ridge run', date: '2026-06-07', timeZone: 'Europe/Madrid' }
const KINDS = ['event', 'race', 'checkpoint', 'assignment', 'loan', 'box', 'session', 'partner'] as const

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

const open = (user: string): Promise<FieldLaptop> => openFieldLaptop(cloud.url, user)

async function done({ window }: FieldLaptop, type: string, args: Record<string, unknown>): Promise<void> {
  expect(await window.give(type, args)).toMatchObject({ status: 'done' })
}

/** An event with a race and its finish. */
async function makeEvent(laptop: FieldLaptop) {
  const [eventId, raceId, checkpointId] = [randomUUID(), randomUUID(), randomUUID()]
  await done(laptop, 'createEvent', { eventId, ...EVENT })
  await done(laptop, 'createRace', { raceId, eventId, name: '21 km' })
  await done(laptop, 'createCheckpoint', { checkpointId, raceId, name: 'FINISH', kind: 'FINISH' })
  return { eventId, raceId, checkpointId }
}

async function fileOf({ window }: FieldLaptop): Promise<Extract<CallResult<'carryFile'>, { status: 'made' }>> {
  const made = await window.call('carryFile', {})
  if (made.status !== 'made') throw new Error(made.status)
  return made
}

/** What a laptop shows of a kind, in one order. */
function shown({ window }: FieldLaptop, kind: Kind): readonly object[] {
  return window.all(kind).toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

describe('two laptops of one organisation without internet', () => {
  it.each([
    { first: 'the one that gave', serial: 'CLBX30201' },
    { first: 'the one that took the file', serial: 'CLBX30202' },
    { first: 'neither, both at once', serial: 'CLBX30203' },
  ])(
    '[F8] event, loan and place go over by file, and come together in the cloud; first: $first',
    async ({ first, serial }) => {
      const [sierra, marta, luis] = [await open('timer@sierra'), await open('timer@valle'), await open('admin@valle')]
      for (const laptop of [sierra, marta, luis]) await laptop.offline()
      const before = luis.window.all('event').length
      const { ticket, loanIds } = await sierra.lend([serial])
      const { eventId, checkpointId } = await makeEvent(marta)
      expect(await marta.receive(ticket)).toMatchObject({ status: 'done' })
      const boxId = marta.box(serial).id
      await done(marta, 'assignBox', { boxId, eventId, checkpointIds: [checkpointId] })
      const file = await fileOf(marta)
      expect(file).toMatchObject({ commands: 5, about: { events: 3, boxes: 1, loans: 1 }, staying: 0 })
      expect(file.name).toMatch(/^Trackside .+ \d{4}-\d\d-\d\d \d\d\.\d\d\.trackside$/)

      const { member } = marta.window.status().identity ?? {}
      const told = { status: 'carried', laptop: marta.window.status().installationName, member: member?.name }
      expect(await luis.receive(file.text)).toMatchObject({ ...told, taken: 5, known: 0, refused: 0, notTaken: [] })
      expect(luis.window.find('assignment', (place) => place.boxId === boxId)).toMatchObject({ eventId })
      expect(luis.window.isPending('event', eventId)).toBe(true)
      expect(await luis.receive(ticket)).toEqual({ status: 'ours', loanIds })
      // The same again takes nothing, nor does what goes back.
      expect(await luis.receive(file.text)).toMatchObject({ taken: 0, known: 5, refused: 0 })
      const sessionId = randomUUID()
      await done(luis, 'startSession', { sessionId, boxId })
      await done(luis, 'editEvent', { eventId, name: 'Ridge run, north' })
      expect(await marta.receive((await fileOf(luis)).text)).toMatchObject({ taken: 1, known: 5, refused: 0 })
      await luis.restart()
      await marta.restart()
      expect(marta.window.find('event', ({ id }) => id === eventId)?.name).toBe('Ridge run, north')

      const order = first === 'the one that gave' ? [marta, luis] : [luis, marta]
      if (first === 'neither, both at once') await Promise.all(order.map((laptop) => laptop.online()))
      for (const laptop of [...order, sierra, ...order]) await laptop.online()
      for (const laptop of [marta, luis, sierra]) expect(laptop.window.cards()).toEqual([])
      for (const kind of KINDS) expect(shown(marta, kind), kind).toEqual(shown(luis, kind))
      expect(luis.window.all('event')).toHaveLength(before + 1)
      expect(luis.window.find('event', ({ id }) => id === eventId)?.name).toBe('Ridge run, north')
      expect(luis.window.all('loan').filter(({ boxSerial }) => boxSerial === serial)).toHaveLength(1)
      expect(luis.window.find('session', ({ id }) => id === sessionId)).toMatchObject({ boxSerial: serial, eventId })
      expect(luis.window.find('session', ({ id }) => id === sessionId)).not.toHaveProperty('stoppedAt')
      const { entries } = await marta.window.call('history', { boxId, limit: 50 })
      const steps = entries.filter(({ loanId, what }) => what === 'assigned' || loanId === loanIds[0])
      expect(steps.map(({ what }) => what).toSorted()).toEqual(['accepted', 'assigned'])
      // Known now by what the feed has brought, and by the outbox that is done.
      expect(await luis.receive(file.text)).toMatchObject({ taken: 0, known: 5, refused: 0 })
    },
  )

  it('[F8] [F4] a loan given by the one is reported by the other, and its ticket stays good', async () => {
    const [sierra, office, valle] = [await open('timer@sierra'), await open('admin@sierra'), await open('timer@valle')]
    for (const laptop of [sierra, valle]) await laptop.offline()
    const { ticket, loanIds, code } = await sierra.lend(['CLBX30204'])
    const file = await fileOf(sierra)
    for (const secret of [code, code.replaceAll('-', ''), ticket]) expect(file.text).not.toContain(secret)
    const content = Buffer.from(file.text.slice('TRKF1:'.length).split('.')[0] ?? '', 'base64url').toString()
    for (const secret of [code, code.replaceAll(/\W/g, ''), ticket]) expect(content).not.toContain(secret)
    // The office has been at the cloud since, with something given an hour later.
    await cloud.advance(3_600_000)
    await office.online()
    await done(office, 'createEvent', { eventId: randomUUID(), ...EVENT })
    await office.online()
    expect(await office.receive(file.text)).toMatchObject({ taken: 1 })
    await office.online()
    expect(await valle.receive(ticket)).toMatchObject({ status: 'done' })
    for (const laptop of [valle, sierra, office]) await laptop.online()
    for (const laptop of [valle, sierra, office]) expect(laptop.window.cards()).toEqual([])
    const loan = sierra.window.find('loan', ({ id }) => id === loanIds[0])
    expect(loan).toEqual(office.window.find('loan', ({ id }) => id === loanIds[0]))
    expect(loan?.recipientId).toBe(valle.window.status().identity?.organisation.id)
  })

  it('[R2] [L10] what comes after a run that only the one can report stays with it', async () => {
    const [sierra, marta, luis] = [await open('timer@sierra'), await open('timer@valle'), await open('admin@valle')]
    for (const laptop of [sierra, marta, luis]) await laptop.offline()
    const { ticket, loanIds } = await sierra.lend(['CLBX30205'])
    const { eventId } = await makeEvent(marta)
    await marta.receive(ticket)
    const boxId = marta.box('CLBX30205').id
    await done(marta, 'assignBox', { boxId, eventId })
    const sessionId = randomUUID()
    await done(marta, 'startSession', { sessionId, boxId })
    await done(marta, 'releaseBox', { boxId })
    await done(marta, 'returnBox', { loanId: loanIds[0] })
    await done(marta, 'archiveEvent', { eventId })
    const file = await fileOf(marta)
    expect(file).toMatchObject({ commands: 5, staying: 3 })
    expect(await luis.receive(file.text)).toMatchObject({ taken: 5 })
    for (const laptop of [luis, marta, sierra, luis]) await laptop.online()
    for (const laptop of [luis, marta]) expect(laptop.window.cards()).toEqual([])
    expect(luis.window.find('session', ({ id }) => id === sessionId)).toMatchObject({
      stopReason: 'box-released',
      eventId,
    })
    expect(luis.window.find('loan', ({ id }) => id === loanIds[0])).toMatchObject({ endReason: 'returned' })
  })

  it('[O7] [F8] another organisation’s file, a damaged one and one that isn’t signed so take nothing', async () => {
    const [sierra, marta, luis] = [await open('timer@sierra'), await open('timer@valle'), await open('admin@valle')]
    for (const laptop of [sierra, marta, luis]) await laptop.offline()
    await makeEvent(sierra)
    await makeEvent(marta)
    const pending = luis.window.pending()
    const { text } = await fileOf(marta)
    const refusals: readonly (readonly [string, string])[] = [
      [(await fileOf(sierra)).text, 'file-of-others'],
      [text.slice(0, -40), 'file-damaged'],
      [`${text.slice(0, 300)}${text[300] === 'A' ? 'B' : 'A'}${text.slice(301)}`, 'signature'],
    ]
    for (const [given, reason] of refusals) {
      const received = await luis.receive(given)
      expect(received).toMatchObject({ status: 'refused', code: 'TICKET_INVALID' })
      // What was changed may also be no JSON any more, or no certificate.
      if (reason !== 'signature') expect(received).toMatchObject({ details: { reason } })
    }
    expect(luis.window.pending()).toEqual(pending)
    for (const laptop of [sierra, marta, luis]) await laptop.online()
  })
})
