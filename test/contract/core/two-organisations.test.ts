import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startCuttableNetwork } from '../../support/cuttable-network.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { testFolder } from '../../support/test-folder.ts'
import { openSignedIn, openTestWindow, type TestWindow } from '../../support/test-window.ts'

const DAY_MS = 86_400_000

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

async function open(user: string, url = cloud.url): Promise<TestWindow> {
  const window = await openSignedIn(testFolder(), url, `${user}.example`)
  onTestFinished(() => window.stop())
  return window
}

function boxCalled(window: TestWindow, serial: string) {
  const box = window.find('box', (one) => one.serial === serial)
  if (box === undefined) throw new Error(`no ${serial}`)
  return box
}

/** Lends a box and waits until the cloud has it. @returns the code and the loan's id */
async function lendBox(window: TestWindow, serial: string) {
  const lent = await window.call('lend', {
    boxIds: [boxCalled(window, serial).id],
    validity: '1d',
    releaseFromEvent: false,
  })
  if (lent.status !== 'done') throw new Error(`refused: ${lent.code}`)
  const [loanId] = lent.loanIds
  if (loanId === undefined) throw new Error('no loan')
  await window.until(() => !window.isPending('loan', loanId), 'the loan’s confirmation')
  return { code: lent.code, loanId }
}

describe('two organisations and the cloud', () => {
  it('[L1] [L2] [L5] [L11] lend, receive by token, and see it on both sides', async () => {
    const sierra = await open('timer@sierra')
    const valle = await open('timer@valle')
    const { code, loanId } = await lendBox(sierra, 'CLBX30201')
    expect(boxCalled(sierra, 'CLBX30201').holderId).toBeNull()
    const borrowed = await valle.call('receive', { text: code.toLowerCase() })
    expect(borrowed).toMatchObject({ status: 'done', loanIds: [loanId], leftOut: [] })
    const box = await valle.until(() => valle.find('box', ({ serial }) => serial === 'CLBX30201'), 'the borrowed box')
    expect(box.holderId).toBe(valle.status().identity?.organisation.id)
    await sierra.until(() => sierra.find('loan', ({ id, acceptedAt }) => id === loanId && !!acceptedAt), 'acceptance')
    expect(sierra.find('partner', ({ name }) => name === 'Valle Cronos')).toBeDefined()
    expect(valle.find('partner', ({ name }) => name === 'Sierra Timing')).toBeDefined()
  })

  it('[L9] revoking takes it off the recipient’s event at once, and tells it', async () => {
    const sierra = await open('timer@sierra')
    const valle = await open('timer@valle')
    const { code, loanId } = await lendBox(sierra, 'CLBX30202')
    await valle.call('receive', { text: code })
    const box = await valle.until(() => valle.find('box', ({ serial }) => serial === 'CLBX30202'), 'the borrowed box')
    const [event] = valle.all('event')
    if (event === undefined) throw new Error('no event')
    expect(await valle.give('assignBox', { boxId: box.id, eventId: event.id })).toMatchObject({ status: 'done' })
    await valle.until(() => valle.pending().length === 0, 'the assignment’s confirmation')
    await sierra.until(() => sierra.find('loan', ({ id, acceptedAt }) => id === loanId && !!acceptedAt), 'acceptance')
    expect(await sierra.give('revokeShare', { loanId })).toMatchObject({ status: 'done' })
    await valle.until(() => !valle.find('box', ({ id }) => id === box.id), 'the end of access')
    expect(valle.find('assignment', ({ id }) => id === box.id)).toBeUndefined()
    expect(valle.cards()).toMatchObject([{ kind: 'ending', entry: { what: 'revoked', eventName: event.name } }])
    await sierra.until(
      () => boxCalled(sierra, 'CLBX30202').holderId === boxCalled(sierra, 'CLBX30202').ownerId,
      'return',
    )
    const history = await valle.call('history', { boxId: box.id, limit: 10 })
    expect(history.entries.map(({ what }) => what)).toEqual(['revoked', 'assigned', 'accepted'])
  })

  it('[F2] [F7] works through a cut: what was given offline arrives with its times, after a restart too', async () => {
    const network = await startCuttableNetwork(cloud.url)
    onTestFinished(() => network.close())
    const folder = testFolder()
    const sierra = await openSignedIn(folder, network.url, 'timer@sierra.example')
    const { loanId } = await lendBox(sierra, 'CLBX30203')
    network.cut()
    await sierra.until(() => sierra.status().connection === 'offline', 'being offline')
    const [event] = sierra.all('event')
    const given = Date.now()
    await sierra.give('revokeShare', { loanId })
    await sierra.give('assignBox', { boxId: boxCalled(sierra, 'CLBX30203').id, eventId: event?.id })
    expect(sierra.isPending('assignment', boxCalled(sierra, 'CLBX30203').id)).toBe(true)
    await sierra.stop()
    const again = await openTestWindow(folder, network.url)
    onTestFinished(() => again.stop())
    expect(again.pending().map(({ type }) => type)).toEqual(['revokeShare', 'assignBox'])
    network.mend()
    await again.until(() => again.pending().length === 0 && again.status().connection === 'online', 'confirmation')
    expect(again.isPending('assignment', boxCalled(again, 'CLBX30203').id)).toBe(false)
    const { entries } = await again.call('history', { boxId: boxCalled(again, 'CLBX30203').id, limit: 5 })
    const assigned = entries.find(({ what }) => what === 'assigned')
    expect(Math.abs(Date.parse(assigned?.at ?? '') - given)).toBeLessThan(5000)
  })

  it('[F3] a command refused by the cloud comes back as one card', async () => {
    const network = await startCuttableNetwork(cloud.url)
    onTestFinished(() => network.close())
    const office = await open('admin@sierra')
    const trackside = await openSignedIn(testFolder(), network.url, 'timer@sierra.example')
    onTestFinished(() => trackside.stop())
    network.cut()
    await trackside.until(() => trackside.status().connection === 'offline', 'being offline')
    await lendBox(office, 'CLBX30204')
    const [event] = trackside.all('event')
    const boxId = boxCalled(trackside, 'CLBX30204').id
    await trackside.give('assignBox', { boxId, eventId: event?.id })
    network.mend()
    const [card] = await trackside.until(() => trackside.cards().length > 0 && trackside.cards(), 'the card')
    expect(card).toMatchObject({ kind: 'refusal', code: 'BOX_RESERVED', boxSerial: 'CLBX30204' })
    await trackside.until(() => !trackside.find('assignment', ({ id }) => id === boxId), 'its effect to go')
  })

  it('[L6] at the plan’s limit nothing changes, and the same code works when there is room', async () => {
    const sierra = await open('timer@sierra')
    const costa = await open('admin@costa')
    const first = await lendBox(sierra, 'CLBX30205')
    const second = await lendBox(sierra, 'CLBX30206')
    expect(await costa.call('receive', { text: first.code })).toMatchObject({ status: 'done' })
    expect(await costa.call('receive', { text: second.code })).toMatchObject({
      status: 'refused',
      code: 'PLAN_LIMIT',
      details: { allowance: 2, used: 2 },
    })
    const [card] = costa.cards()
    expect(card).toMatchObject({ kind: 'refusal', code: 'PLAN_LIMIT', canTryAgain: true })
    await costa.give('returnBox', { loanId: first.loanId })
    await costa.until(() => costa.pending().length === 0, 'the return’s confirmation')
    expect(await costa.call('tryAgain', { id: card?.id ?? '' })).toMatchObject({ status: 'waiting' })
    await costa.until(() => costa.find('box', ({ serial }) => serial === 'CLBX30206'), 'the second box')
    expect(costa.cards()).toEqual([])
  })

  it('[O10] [O7] two members on one computer don’t mix', async () => {
    const folder = testFolder()
    const window = await openSignedIn(folder, cloud.url, 'timer@sierra.example')
    onTestFinished(() => window.stop())
    expect(boxCalled(window, 'CLBX30212')).toBeDefined()
    await window.give('createEvent', { eventId: randomUUID(), name: 'Only Sierra’s', date: '2026-12-01' })
    await window.call('signOut', {})
    expect(window.status().identity).toBeUndefined()
    await window.call('signIn', { email: 'timer@valle.example', password: 'trackside-demo' })
    await window.until(() => !window.status().loading, 'the first state')
    expect(window.find('box', ({ serial }) => serial === 'CLBX30212')).toBeUndefined()
    expect(window.find('event', ({ name }) => name === 'Only Sierra’s')).toBeUndefined()
    expect(window.status().knownMembers.map(({ email }) => email)).toEqual([
      'timer@valle.example',
      'timer@sierra.example',
    ])
  })

  it('[F5] one core a data folder', async () => {
    const folder = testFolder()
    const window = await openTestWindow(folder, cloud.url)
    onTestFinished(() => window.stop())
    await expect(openTestWindow(folder, cloud.url)).rejects.toThrow(/already running/)
  })

  it('a captive portal’s page is no cloud', async () => {
    const { createServer } = await import('node:http')
    const portal = createServer((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end('<html><body>Welcome to Hotel WiFi</body></html>')
    })
    await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void portal.close())
    const address = portal.address()
    const port = typeof address === 'object' ? address?.port : 0
    const window = await openTestWindow(join(testFolder(), 'data'), `http://127.0.0.1:${port}`)
    onTestFinished(() => window.stop())
    expect(await window.call('signIn', { email: 'a@b.example', password: 'x' })).toEqual({
      status: 'failed',
      problem: 'NO_CLOUD',
    })
  })
})

describe('when time passes', () => {
  it('[L4] [L9] [F6] a loan is over on both sides when its time comes', async () => {
    const own = await startTestCloud()
    onTestFinished(() => own.end())
    const sierra = await open('timer@sierra', own.url)
    const valle = await open('timer@valle', own.url)
    const { code } = await lendBox(sierra, 'CLBX30201')
    await valle.call('receive', { text: code })
    await valle.until(() => valle.find('box', ({ serial }) => serial === 'CLBX30201'), 'the borrowed box')
    await own.advance(DAY_MS)
    await valle.until(() => !valle.find('box', ({ serial }) => serial === 'CLBX30201'), 'the end of access')
    const loan = await sierra.until(() => sierra.find('loan', ({ endReason }) => endReason === 'expired'), 'expiry')
    expect(loan.endedAt).toBe(loan.endsAt)
    await sierra.until(() => boxCalled(sierra, 'CLBX30201').holderId !== null, 'the box to be available')
  })
})
