import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { newSharingCode } from '../../../shared/codes.ts'
import type { CallArgs } from '../../../shared/desktop-api.ts'
import { READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { startCuttableNetwork } from '../../support/cuttable-network.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { testFolder } from '../../support/test-folder.ts'
import { openSignedIn, openTestWindow, type TestWindow } from '../../support/test-window.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

async function open(user: string, url = cloud.url, folder = testFolder()): Promise<TestWindow> {
  const window = await openSignedIn(folder, url, `${user}.example`)
  onTestFinished(() => window.stop())
  return window
}

function boxCalled(window: TestWindow, serial: string) {
  const box = window.find('box', (one) => one.serial === serial)
  if (box === undefined) throw new Error(`no ${serial}`)
  return box
}

function sharingCodeOf(window: TestWindow): string {
  const code = window.find('organisation', () => true)?.sharingCode
  if (code === undefined) throw new Error('no sharing code')
  return code
}

async function settled(window: TestWindow): Promise<void> {
  await window.until(() => window.pending().length === 0, 'everything to be confirmed')
}

/** A new group of Sierra's with these boxes. @returns its id */
async function makeGroup(sierra: TestWindow, name: string, serials: readonly string[]): Promise<string> {
  const groupId = randomUUID()
  expect(await sierra.give('createGroup', { groupId, name, category: 'Kit' })).toMatchObject({ status: 'done' })
  for (const serial of serials) {
    await sierra.give('moveBoxToGroup', { boxId: boxCalled(sierra, serial).id, groupId })
  }
  return groupId
}

/** Sierra shares a new group with Valle, which has it on its screen. */
async function shareNew(sierra: TestWindow, valle: TestWindow, name: string, serials: readonly string[]) {
  const groupId = await makeGroup(sierra, name, serials)
  await sierra.give('shareGroup', { groupId, sharingCode: sharingCodeOf(valle), roleId: TIMER.id })
  await settled(sierra)
  await valle.until(() => valle.find('groupShare', ({ id }) => id === groupId), 'the share')
  await valle.until(() => serials.every((serial) => valle.find('box', (box) => box.serial === serial)), 'its boxes')
  return groupId
}

/** Puts a box on the window's event and starts a timing run on it. @returns the event's name */
async function use(window: TestWindow, serial: string): Promise<string> {
  const [event] = window.all('event')
  if (event === undefined) throw new Error('no event')
  const boxId = boxCalled(window, serial).id
  expect(await window.give('assignBox', { boxId, eventId: event.id })).toMatchObject({ status: 'done' })
  expect(await window.give('startSession', { sessionId: randomUUID(), boxId })).toMatchObject({ status: 'done' })
  return event.name
}

describe('sharing a group by code', () => {
  it('[G4] [G5] [G7] both online: the name first, then the share on both sides', async () => {
    const sierra = await open('admin@sierra')
    const valle = await open('admin@valle')
    const code = sharingCodeOf(valle)
    expect(await sierra.call('lookUpSharingCode', { code: ` ${code.toLowerCase()} ` })).toMatchObject({
      status: 'found',
      name: 'Valle Cronos',
    })
    expect(await valle.call('lookUpSharingCode', { code })).toEqual({ status: 'own' })
    const nobodys = newSharingCode(new Uint8Array(15).fill(9))
    expect(await sierra.call('lookUpSharingCode', { code: nobodys })).toEqual({ status: 'unknown' })
    const groupId = await makeGroup(sierra, 'Kit 1', ['CLBX30201'])
    expect(await sierra.give('shareGroup', { groupId, sharingCode: code, roleId: TIMER.id })).toMatchObject({
      status: 'waiting',
    })
    const share = await valle.until(() => valle.find('groupShare', ({ id }) => id === groupId), 'the share')
    expect(share).toMatchObject({ roleName: 'TIMER', permissions: ['box.view', 'box.use', 'timing.run'] })
    await valle.until(() => valle.find('box', ({ serial }) => serial === 'CLBX30201'), 'the box')
    expect(valle.find('group', ({ id }) => id === groupId)).toMatchObject({ name: 'Kit 1', parentId: null })
    expect(valle.find('partner', ({ name }) => name === 'Sierra Timing')).toBeDefined()
    await sierra.until(() => sierra.find('groupShare', ({ id }) => id === groupId), 'the share')
    expect(sierra.find('partner', ({ name }) => name === 'Valle Cronos')).toBeDefined()
    expect(await use(valle, 'CLBX30201')).toBe('Valle Gran Fondo')
    await settled(valle)
    expect(valle.cards()).toEqual([])
  })

  it('[G5] [F2] with the holder offline: it says so, waits, and is shared once the connection is back', async () => {
    const network = await startCuttableNetwork(cloud.url)
    onTestFinished(() => network.close())
    const valle = await open('admin@valle')
    const sierra = await open('admin@sierra', network.url)
    network.cut()
    await sierra.until(() => sierra.status().connection === 'offline', 'being offline')
    const code = sharingCodeOf(valle)
    expect(await sierra.call('lookUpSharingCode', { code })).toEqual({ status: 'no-cloud' })
    const groupId = await makeGroup(sierra, 'Kit 2', ['CLBX30202'])
    expect(await sierra.give('shareGroup', { groupId, sharingCode: code, roleId: TIMER.id })).toMatchObject({
      status: 'waiting',
    })
    expect(sierra.pending().at(-1)).toMatchObject({ type: 'shareGroup', waitingFor: 'sharing-code' })
    expect(JSON.stringify(sierra.pending())).not.toContain(code)
    network.mend()
    await valle.until(() => valle.find('box', ({ serial }) => serial === 'CLBX30202'), 'the box')
    await settled(sierra)
    expect(sierra.cards()).toEqual([])
    expect(sierra.isPending('groupShare', groupId)).toBe(false)
  })

  it('[G4] [F3] a code that was refreshed meanwhile comes back as one card, and the new one works', async () => {
    const sierra = await open('admin@sierra')
    const costa = await open('admin@costa')
    const old = sharingCodeOf(costa)
    await costa.give('refreshSharingCode', {})
    const fresh = await costa.until(() => {
      const code = costa.find('organisation', () => true)?.sharingCode
      return code !== old && code
    }, 'the new code')
    const groupId = await makeGroup(sierra, 'Kit 3', [])
    await sierra.give('shareGroup', { groupId, sharingCode: old, roleId: READ_ONLY.id })
    await sierra.until(() => sierra.cards().length > 0, 'the card')
    expect(sierra.cards()).toMatchObject([{ kind: 'refusal', code: 'SHARING_CODE_UNKNOWN', canTryAgain: false }])
    await sierra.give('shareGroup', { groupId, sharingCode: fresh, roleId: READ_ONLY.id })
    await costa.until(() => costa.find('groupShare', ({ id }) => id === groupId), 'the share')
  })
})

describe('the end of a share', () => {
  it('[G8] with the receiver offline: when it is back, the boxes are gone, its use has ended, and one card says so', async () => {
    const network = await startCuttableNetwork(cloud.url)
    onTestFinished(() => network.close())
    const folder = testFolder()
    const sierra = await open('admin@sierra')
    const valle = await openSignedIn(folder, network.url, 'admin@valle.example')
    const groupId = await shareNew(sierra, valle, 'Kit 4', ['CLBX30203', 'CLBX30204'])
    const boxId = boxCalled(valle, 'CLBX30203').id
    const eventName = await use(valle, 'CLBX30203')
    await settled(valle)
    network.cut()
    await valle.until(() => valle.status().connection === 'offline', 'being offline')
    await sierra.give('stopGroupShare', { groupId })
    await settled(sierra)
    await sierra.until(() => !sierra.find('assignment', ({ id }) => id === boxId), 'the box to be free')
    expect(boxCalled(valle, 'CLBX30203')).toBeDefined()
    await valle.stop()
    const again = await openTestWindow(folder, network.url)
    onTestFinished(() => again.stop())
    expect(boxCalled(again, 'CLBX30203')).toBeDefined()
    network.mend()
    const [card] = await again.until(() => again.cards().length > 0 && again.cards(), 'the card')
    expect(card).toMatchObject({
      ...{ kind: 'share-ended', partnerName: 'Sierra Timing', groupName: 'Kit 4', whole: true, boxCount: 2 },
      left: [{ boxSerial: 'CLBX30203', eventName, sessionStopped: true }],
    })
    expect(again.cards()).toHaveLength(1)
    expect(again.find('box', ({ serial }) => serial === 'CLBX30203' || serial === 'CLBX30204')).toBeUndefined()
    expect(again.find('group', ({ id }) => id === groupId)).toBeUndefined()
    expect(again.find('assignment', ({ id }) => id === boxId)).toBeUndefined()
    expect(again.find('session', (session) => session.boxId === boxId)).toMatchObject({ stopReason: 'share-ended' })
    const history = await again.call('history', { boxId, limit: 10 })
    expect(history.entries.map(({ what }) => what)).toEqual(['share-ended', 'session-started', 'assigned', 'shared'])
    expect(sierra.cards()).toEqual([])
  })

  it('[G8] [F2] a receiver that leaves offline has nothing of it at once; what it shows stays so when the cloud has it', async () => {
    const network = await startCuttableNetwork(cloud.url)
    onTestFinished(() => network.close())
    const sierra = await open('admin@sierra')
    const valle = await open('admin@valle', network.url)
    const groupId = await shareNew(sierra, valle, 'Kit 5', ['CLBX30205'])
    await use(valle, 'CLBX30205')
    await settled(valle)
    network.cut()
    await valle.until(() => valle.status().connection === 'offline', 'being offline')
    expect(await valle.give('stopGroupShare', { groupId })).toMatchObject({ status: 'done' })
    const seen = () =>
      JSON.stringify([
        valle.all('box').map(({ id }) => id),
        valle.all('group').map(({ id }) => id),
        valle.all('assignment'),
      ])
    const offline = seen()
    expect(offline).not.toContain(groupId)
    network.mend()
    await settled(valle)
    expect(seen()).toBe(offline)
    await sierra.until(() => !sierra.find('groupShare', ({ id }) => id === groupId), 'the end on the other side')
    expect([...valle.cards(), ...sierra.cards()]).toEqual([])
  })

  it('[G2] [G8] a box that is taken out of the group ends for itself, and the share goes on', async () => {
    const sierra = await open('admin@sierra')
    const valle = await open('admin@valle')
    await shareNew(sierra, valle, 'Kit 6', ['CLBX30206', 'CLBX30207'])
    const eventName = await use(valle, 'CLBX30206')
    await settled(valle)
    await sierra.give('moveBoxToGroup', { boxId: boxCalled(sierra, 'CLBX30206').id, groupId: null })
    await valle.until(() => valle.cards().length > 0, 'the card')
    expect(valle.cards()).toMatchObject([
      { kind: 'share-ended', groupName: 'Kit 6', whole: false, boxCount: 1, left: [{ eventName }] },
    ])
    expect(boxCalled(valle, 'CLBX30207')).toBeDefined()
  })

  it('[G6] [G8] a lower role takes the box off the event, and a card says so', async () => {
    const sierra = await open('admin@sierra')
    const valle = await open('admin@valle')
    const groupId = await shareNew(sierra, valle, 'Kit 7', ['CLBX30208'])
    const eventName = await use(valle, 'CLBX30208')
    await settled(valle)
    await sierra.give('changeGroupShareRole', { groupId, roleId: READ_ONLY.id })
    await valle.until(() => valle.cards().length > 0, 'the card')
    expect(valle.cards()).toMatchObject([
      { kind: 'ending', entry: { what: 'released', eventName, sessionStopped: true, partnerName: 'Sierra Timing' } },
    ])
    expect(valle.find('assignment', ({ id }) => id === boxCalled(valle, 'CLBX30208').id)).toBeUndefined()
  })

  it('[G9] a box that its owner takes off our event to lend it is not available, and a card says so', async () => {
    const sierra = await open('admin@sierra')
    const valle = await open('admin@valle')
    await shareNew(sierra, valle, 'Kit 8', ['CLBX30209'])
    const [event] = valle.all('event')
    await valle.give('assignBox', { boxId: boxCalled(valle, 'CLBX30209').id, eventId: event?.id })
    await settled(valle)
    const { id } = boxCalled(sierra, 'CLBX30209')
    await sierra.until(() => sierra.find('assignment', (assignment) => assignment.id === id), 'the use by Valle')
    const terms: CallArgs<'lend'> = { boxIds: [id], validity: '1d', releaseFromEvent: true }
    expect(await sierra.call('lend', terms)).toMatchObject({ status: 'done' })
    await valle.until(() => valle.cards().length > 0, 'the card')
    expect(valle.cards()).toMatchObject([{ kind: 'ending', entry: { what: 'released', eventName: event?.name } }])
    expect(boxCalled(valle, 'CLBX30209').holderId).toBeNull()
  })
})
