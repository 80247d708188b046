import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Clocks } from '../../../electron/core/sync/trusted-clock.ts'
import { TIMER } from '../../../shared/permissions.ts'
import { custodyOf } from '../../../shared/rules/custody.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { type FieldLaptop, openFieldLaptop } from '../../support/field-laptop.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { openTestWindow } from '../../support/test-window.ts'

const HOUR_MS = 3_600_000

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

const open = (user: string, clocks?: Clocks): Promise<FieldLaptop> =>
  openFieldLaptop(cloud.url, user, clocks ? { clocks } : {})

/** A wall clock that is off by so much. */
function clocksOff(ms: number): Clocks {
  return { wallMs: () => Date.now() + ms, monotonicMs: () => performance.now() }
}

async function allOffline(...laptops: readonly FieldLaptop[]): Promise<void> {
  for (const laptop of laptops) await laptop.offline()
}

/** Puts the box on the laptop's event and starts a timing run on it. */
async function use({ window, box }: FieldLaptop, serial: string): Promise<void> {
  const boxId = box(serial).id
  const [event] = window.all('event')
  expect(await window.give('assignBox', { boxId, eventId: event?.id })).toMatchObject({ status: 'done' })
  expect(await window.give('startSession', { sessionId: randomUUID(), boxId })).toMatchObject({ status: 'done' })
}

function loanAt({ window }: FieldLaptop, id: string | undefined) {
  return window.find('loan', (loan) => loan.id === id)
}

/** L11: whose the box is, as the laptop's screen shows it. */
function custodyAt({ window, box }: FieldLaptop, serial: string) {
  const records = new MemoryRecords()
  for (const kind of ['loan', 'box', 'groupShare', 'group'] as const) {
    for (const body of window.all(kind)) records.apply({ kind, id: body.id, body } as never)
  }
  const viewer = window.status().identity?.organisation.id
  return viewer && custodyOf(records, box(serial), viewer)?.state
}

describe('two laptops without internet', () => {
  it.each([
    { first: 'owner', serial: 'CLBX30201', restarts: true },
    { first: 'recipient', serial: 'CLBX30202', restarts: true },
    { first: 'recipient', serial: 'CLBX30203', restarts: false },
  ])(
    '[F4] [F5] lend, use, receipt, extend, give back; then the cloud, $first first, restarts: $restarts',
    async ({ first, serial, restarts }) => {
      const [sierra, valle] = [await open('timer@sierra'), await open('timer@valle')]
      await allOffline(sierra, valle)
      const step = async () => {
        if (!restarts) return
        await sierra.restart()
        await valle.restart()
      }
      const { ticket, loanIds } = await sierra.lend([serial])
      const [loanId] = loanIds
      await step()
      expect(await sierra.form('ticket', loanIds)).toBe(ticket)
      expect(await valle.receive(ticket)).toEqual({ status: 'done', loanIds, leftOut: [], byTicket: true })
      await step()
      expect(await valle.receive(ticket)).toEqual({ status: 'ours', loanIds })
      expect(custodyAt(valle, serial)).toBe('borrowed')
      await use(valle, serial)
      await step()
      expect(await sierra.receive(await valle.form('receipt', loanIds))).toMatchObject({ status: 'slip' })
      expect(loanAt(sierra, loanId)?.receiptFromId).toBe(valle.window.status().identity?.organisation.id)
      await step()
      await sierra.window.give('extendShare', { loanId, validity: '1d' })
      await step()
      expect(await valle.receive(await sierra.form('extension-slip', loanIds))).toMatchObject({ status: 'slip' })
      const longer = loanAt(valle, loanId)?.endsAt
      await step()
      await valle.window.give('returnBox', { loanId })
      expect(valle.window.find('assignment', () => true)).toBeUndefined()
      await step()
      expect(await sierra.receive(await valle.form('return-slip', loanIds))).toMatchObject({ status: 'slip' })
      expect(custodyAt(sierra, serial)).not.toBe('lent')
      await step()

      const order = first === 'owner' ? [sierra, valle] : [valle, sierra]
      for (const laptop of [...order, ...order]) await laptop.online()
      expect(sierra.window.cards()).toEqual([])
      // What a session recorded is its own (L10): one that came after its loan was over is told.
      const isTold = first === 'owner' ? [{ code: 'BOX_NOT_HELD', command: { type: 'startSession' } }] : []
      expect(valle.window.cards()).toMatchObject(isTold)
      for (const laptop of order) {
        const isWhole = () => loanAt(laptop, loanId)?.recipientId && loanAt(laptop, loanId)?.endedAt
        await laptop.window.until(isWhole, 'the whole story of the loan')
      }
      const [own, theirs] = [loanAt(sierra, loanId), loanAt(valle, loanId)]
      expect(own).toMatchObject({ endReason: 'returned', recipientId: theirs?.recipientId })
      expect(theirs).toMatchObject({ endReason: 'returned', endedAt: own?.endedAt, endsAt: own?.endsAt })
      expect(Math.abs(Date.parse(own?.endsAt ?? '') - Date.parse(longer ?? ''))).toBeLessThan(1000)
      expect(sierra.box(serial).holderId).toBe(sierra.box(serial).ownerId)
      expect(valle.window.find('box', (box) => box.serial === serial)).toBeUndefined()
      const session = valle.window.find('session', ({ boxSerial }) => boxSerial === serial)
      if (first === 'recipient') expect(session).toMatchObject({ stopReason: 'loan-ended', stoppedAt: theirs?.endedAt })
    },
  )

  it('[L15] [O8] to a stranger by its card, and nobody else can take it', async () => {
    const [sierra, costa, valle] = [await open('timer@sierra'), await open('admin@costa'), await open('timer@valle')]
    await allOffline(sierra, costa, valle)
    const met = await sierra.receive(await costa.form('card', []))
    if (met.status !== 'card') throw new Error('no card')
    const { ticket, loanIds } = await sierra.lend(['CLBX30204'], { recipientId: met.partner.organisationId })
    expect(sierra.window.find('partner', ({ id }) => id === met.partner.organisationId)?.name).toBe(met.partner.name)
    expect(await valle.receive(ticket)).toMatchObject({ status: 'refused', code: 'TOKEN_NOT_FOR_YOU' })
    expect(await costa.receive(ticket)).toMatchObject({ status: 'done' })
    for (const laptop of [costa, sierra, costa]) await laptop.online()
    expect(loanAt(sierra, loanIds[0])).toMatchObject({ recipientId: met.partner.organisationId })
    expect(custodyAt(sierra, 'CLBX30204')).toBe('lent')
    await costa.window.give('returnBox', { loanId: loanIds[0] })
    await costa.online()
  })

  it('[F8] two laptops of one organisation take the same ticket, and nothing comes of it', async () => {
    const [sierra, one, two] = [await open('timer@sierra'), await open('timer@valle'), await open('admin@valle')]
    await allOffline(sierra, one, two)
    const { ticket, loanIds } = await sierra.lend(['CLBX30205'])
    expect(await one.receive(ticket)).toMatchObject({ status: 'done' })
    expect(await two.receive(ticket)).toMatchObject({ status: 'done' })
    for (const laptop of [two, one, sierra, two]) await laptop.online()
    for (const { window } of [sierra, one, two]) expect(window.cards()).toEqual([])
    expect([loanAt(one, loanIds[0])?.acceptedAt, custodyAt(two, 'CLBX30205')]).toEqual([
      loanAt(two, loanIds[0])?.acceptedAt,
      'borrowed',
    ])
  })

  it.each([
    ['CLBX30206', 2 * HOUR_MS, -2 * HOUR_MS],
    ['CLBX30207', -2 * HOUR_MS, 2 * HOUR_MS],
  ])('[F6] %s: wall clocks that are off by 2 h both ways change nothing', async (serial, ownMs, theirMs) => {
    const [sierra, valle] = [
      await open('timer@sierra', clocksOff(ownMs)),
      await open('timer@valle', clocksOff(theirMs)),
    ]
    await allOffline(sierra, valle)
    await sierra.restart()
    await valle.restart()
    const { ticket, loanIds } = await sierra.lend([serial])
    expect(await valle.receive(ticket)).toMatchObject({ status: 'done' })
    expect(await sierra.receive(await valle.form('receipt', loanIds))).toMatchObject({ status: 'slip' })
    for (const laptop of [valle, sierra, valle]) await laptop.online()
    for (const { window } of [sierra, valle]) expect(window.cards()).toEqual([])
    expect(Math.abs(Date.parse(loanAt(sierra, loanIds[0])?.createdAt ?? '') - Date.now())).toBeLessThan(HOUR_MS)
    expect(custodyAt(sierra, serial)).toBe('lent')
  })

  it('[F6] a clock set 2 h back while offline: taking a ticket waits until it is right', async () => {
    const off = { ms: 0 }
    const clocks: Clocks = { wallMs: () => Date.now() + off.ms, monotonicMs: () => performance.now() }
    const [sierra, valle] = [await open('timer@sierra'), await open('timer@valle', clocks)]
    await allOffline(sierra, valle)
    off.ms = -2 * HOUR_MS
    await valle.restart()
    const { ticket } = await sierra.lend(['CLBX30208'])
    expect(valle.window.status().problems).toContain('clock-behind')
    expect(await valle.receive(ticket)).toMatchObject({ code: 'TICKET_CLOCK', details: { reason: 'clock-behind' } })
    await valle.online()
    expect(await valle.receive(ticket)).toMatchObject({ status: 'done' })
    await valle.online()
    expect(valle.window.cards()).toEqual([])
    await sierra.online()
  })
})

describe('what can’t be known without a cloud', () => {
  it('[F3] two claims: the first to reach the cloud wins, the other gets one card with who and since when', async () => {
    const [sierra, valle, costa] = [await open('timer@sierra'), await open('timer@valle'), await open('admin@costa')]
    await allOffline(sierra, valle, costa)
    const { ticket, loanIds } = await sierra.lend(['CLBX30209'])
    for (const laptop of [costa, valle]) {
      expect(await laptop.receive(ticket)).toMatchObject({ status: 'done' })
      await use(laptop, 'CLBX30209')
    }
    await valle.online()
    await costa.online()
    expect(valle.window.cards()).toEqual([])
    expect(costa.window.cards()).toMatchObject([
      {
        ...{ kind: 'refusal', code: 'TOKEN_USED', boxSerial: 'CLBX30209' },
        details: { organisationName: 'Valle Cronos', since: loanAt(valle, loanIds[0])?.acceptedAt },
        fellWith: [{ type: 'assignBox' }, { type: 'startSession' }],
      },
    ])
    expect(costa.window.find('box', ({ serial }) => serial === 'CLBX30209')).toBeUndefined()
    expect(costa.window.find('assignment', () => true)).toBeUndefined()
    expect(custodyAt(valle, 'CLBX30209')).toBe('borrowed')
    await sierra.online()
    expect(sierra.window.cards()).toEqual([])
  })

  it('[F3] the office lends the same box online meanwhile: both who acted offline hear of it', async () => {
    const [sierra, office, valle] = [await open('timer@sierra'), await open('admin@sierra'), await open('timer@valle')]
    await allOffline(sierra, valle)
    const { ticket } = await sierra.lend(['CLBX30210'])
    expect(await valle.receive(ticket)).toMatchObject({ status: 'done' })
    await use(valle, 'CLBX30210')
    await office.lend(['CLBX30210'])
    await office.online()
    await valle.online()
    await sierra.online()
    expect(valle.window.cards()).toMatchObject([
      { code: 'BOX_LENT', boxSerial: 'CLBX30210', fellWith: [{ type: 'assignBox' }, { type: 'startSession' }] },
    ])
    expect(valle.window.find('box', ({ serial }) => serial === 'CLBX30210')).toBeUndefined()
    expect(sierra.window.cards()).toMatchObject([{ boxSerial: 'CLBX30210', command: { type: 'createShareToken' } }])
  })

  it('[O10] the lender is removed meanwhile: its ticket is worth nothing any more', async () => {
    const admin = await open('admin@sierra')
    const email = `${randomUUID()}@sierra.example`
    const invited = await admin.window.call('invite', { email, roleId: TIMER.id })
    if (invited.status !== 'done') throw new Error('not invited')
    await admin.online()
    const leaver = await openFieldLaptop(cloud.url, '', {
      async open(folder, url, options) {
        const window = await openTestWindow(folder, url, options)
        const joined = { code: invited.code, name: 'Leo', password: 'correct horse battery' }
        expect(await window.call('acceptInvitation', joined)).toEqual({ status: 'done' })
        return window
      },
    })
    const valle = await open('timer@valle')
    await allOffline(leaver, valle)
    const { ticket } = await leaver.lend(['CLBX30211'])
    expect(await valle.receive(ticket)).toMatchObject({ status: 'done' })
    const memberId = leaver.window.status().identity?.member.id
    await admin.window.give('removeMember', { memberId })
    await admin.online()
    await valle.online()
    expect(valle.window.cards()).toMatchObject([{ code: 'TICKET_INVALID', details: { reason: 'may-not-lend' } }])
    expect(valle.window.find('box', ({ serial }) => serial === 'CLBX30211')).toBeUndefined()
  })
})
