import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { ShownTarget } from '../../../shared/desktop-live.ts'
import { eventIdSchema } from '../../../shared/records/scalars.ts'
import { startCuttableNetwork } from '../../support/cuttable-network.ts'
import { startJchipServer } from '../../support/jchip-server.ts'
import { eventually } from '../../support/listen.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'
import { testFolder } from '../../support/test-folder.ts'
import { openSignedIn, openTestWindow, type TestWindow } from '../../support/test-window.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

async function open(user: string, folder = testFolder(), url = cloud.url): Promise<TestWindow> {
  const window = await openSignedIn(folder, url, `${user}.example`)
  onTestFinished(() => window.stop())
  return window
}

async function newEvent(window: TestWindow) {
  const [eventId, raceId] = [eventIdSchema.parse(randomUUID()), randomUUID()]
  await window.give('createEvent', { eventId, name: 'Night run', date: '2026-12-01' })
  await window.give('createRace', { raceId, eventId, name: '10K' })
  return { eventId, raceId }
}

describe('out to scoring', () => {
  it('[O4] who may only look changes neither start lists nor scoring programs', async () => {
    const field = await open('timer@sierra')
    const { eventId } = await newEvent(field)
    const viewer = await open('viewer@sierra')
    await viewer.until(() => viewer.find('event', ({ id }) => id === eventId), 'the event')
    const id = randomUUID()
    const address = { host: '127.0.0.1', port: 1 }
    const tries = [
      () => viewer.call('importStartList', { eventId, csv: 'bib,name\n7,Ana Ruiz\n' }),
      () => viewer.call('clearStartList', { eventId }),
      () => viewer.call('nameChip', { eventId, chip: '58001', bib: '7', name: 'Ana Ruiz' }),
      () => viewer.call('saveScoringTarget', { id, eventId, name: 'CrossMgr', address, isOn: true }),
      () => viewer.call('removeScoringTarget', { id }),
      () => viewer.call('sendAllAgain', { id }),
    ]
    for (const attempt of tries) await expect(attempt()).rejects.toThrow()
    expect(await viewer.call('startList', { eventId, query: '', offset: 0, limit: 1 })).toMatchObject({ total: 0 })
  })

  it('[R7] times by hand reach the scoring program and the CSV, with no box and from another laptop too', async () => {
    const network = await startCuttableNetwork(cloud.url)
    onTestFinished(() => network.close())
    const folder = testFolder()
    const field = await open('timer@sierra', folder, network.url)
    const office = await open('admin@sierra')
    const { eventId, raceId } = await newEvent(field)
    await office.until(() => office.find('race', ({ id }) => id === raceId), 'the race')
    network.cut()
    await field.until(() => field.status().connection === 'offline', 'being offline')

    const server = await startJchipServer()
    const target = {
      id: randomUUID(),
      eventId,
      name: 'CrossMgr',
      address: { host: '127.0.0.1', port: server.port },
      isOn: true,
    }
    await field.call('saveScoringTarget', target)
    const csv = 'Dorsal;Nombre;Apellidos;Chip\n7;Ana;Ruiz;E2801\n'
    expect(await field.call('importStartList', { eventId, csv })).toMatchObject({
      status: 'done',
      entries: 1,
      chips: 1,
    })
    const at = '2026-12-01T09:00:00.500Z'
    await field.give('recordRaceAction', { actionId: randomUUID(), raceId, kind: 'TIME', at, bib: '7' })
    const tags = () => server.passings().map(({ tag, rest }) => tag + rest)
    await eventually(() => expect(tags()).toEqual(['E2801 hand']))

    await office.give('recordRaceAction', { actionId: randomUUID(), raceId, kind: 'TIME', at, bib: '8' })
    network.mend()
    await eventually(() => expect(tags()).toEqual(['E2801 hand', '8 hand']))
    const { text, next } = await field.call('exportPassings', { of: { eventId } })
    expect(next).toBeUndefined()
    expect(text.split('\r\n').slice(1)).toEqual([`7,,${at},,,,,,,,hand,,`, `8,,${at},,,,,,,,hand,,`, ''])

    await field.stop()
    const again = await openTestWindow(folder, network.url)
    onTestFinished(() => again.stop())
    await again.call('sendAllAgain', { id: target.id })
    await eventually(() => expect(server.connections.at(-1)?.passings.map(({ tag }) => tag)).toEqual(['E2801', '8']))
    await again.call('removeScoringTarget', { id: target.id })
    await eventually(() => expect(server.connections.at(-1)?.isOpen).toBe(false))
  })

  it('[R7] a window hears how its targets stand, at most twice a second', async () => {
    const window = await open('timer@sierra')
    const { eventId, raceId } = await newEvent(window)
    const server = await startJchipServer()
    const target = {
      id: randomUUID(),
      eventId,
      name: 'CrossMgr',
      address: { host: '127.0.0.1', port: server.port },
      isOn: true,
    }
    const before = window.scoring.length
    await window.call('saveScoringTarget', target)
    const takeTime = async (bib: string) => {
      const at = '2026-12-01T09:00:00.000Z'
      await window.give('recordRaceAction', { actionId: randomUUID(), raceId, kind: 'TIME', at, bib })
    }
    for (let number = 0; number < 200; number += 1) await takeTime(String(number))
    const shown = () => window.scoring.at(-1)?.targets.find(({ id }) => id === target.id)
    const all: Partial<ShownTarget> = { state: 'sending', sent: 200, waiting: 0 }
    await window.until(() => shown()?.sent === 200, 'all of them to go out')
    expect(shown()).toMatchObject(all)
    // On a quick machine all of that was one push.
    await takeTime('200')
    await window.until(() => shown()?.sent === 201, 'one more to go out')
    const times = window.scoring.slice(before).map(({ atMs }) => atMs)
    const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0))
    expect(gaps.length).toBeGreaterThan(0)
    expect(Math.min(...gaps)).toBeGreaterThan(400)
  })
})

describe('the start list', () => {
  it('[R7] is taken, searched, added to and cleared; one that is refused changes nothing', async () => {
    const window = await open('timer@sierra')
    const { eventId } = await newEvent(window)
    const csv = 'bib,name,race,chip\n7,Ana Ruiz,10K,E1\n8,Bo Gil,10K,E1\n,Cy,,\n'
    expect(await window.call('importStartList', { eventId, csv })).toEqual({
      ...{ status: 'done', entries: 2, chips: 1, problemCount: 2 },
      problems: [
        { line: 3, code: 'chip-taken', chip: 'E1', bearer: '7', bib: '8' },
        { line: 4, code: 'no-bib' },
      ],
    })
    expect(await window.call('importStartList', { eventId, csv: 'name\nAna' })).toEqual({
      ...{ status: 'refused', problem: 'no-bib-column' },
    })
    await window.call('nameChip', { eventId, chip: 'E2', bib: '9', name: 'Eva Paz' })
    expect(await window.call('startList', { eventId, query: 'e2', limit: 10 })).toMatchObject({
      ...{ matching: 1, total: 3, chips: 2, importedAt: expect.any(String) },
      entries: [{ bib: '9', name: 'Eva Paz', race: '', chips: ['E2'] }],
    })
    expect(await window.call('unknownChips', { eventId, limit: 10 })).toEqual({ chips: [], total: 0 })
    await window.call('clearStartList', { eventId })
    expect(await window.call('startList', { eventId, limit: 10 })).toEqual({
      entries: [],
      matching: 0,
      total: 0,
      chips: 0,
    })
  })
})

describe('keys of the device API', () => {
  it('[R6] are made, listed and revoked; the key itself is said once', async () => {
    const window = await open('admin@sierra')
    const boxId = window.find('box', ({ serial }) => serial.startsWith('CLBX'))?.id
    const made = await window.call('createApiKey', { name: 'Gate', access: 'WRITE', ...(boxId ? { boxId } : {}) })
    if (made.status !== 'done') throw new Error(made.status)
    expect(made.key).toMatchObject({ name: 'Gate', access: 'WRITE', boxId })
    expect(made.key.key.length).toBeGreaterThan(20)
    const listed = await window.call('apiKeys', {})
    if (listed.status !== 'done') throw new Error(listed.status)
    expect(listed.keys.find(({ id }) => id === made.key.id)).toMatchObject({ name: 'Gate' })
    expect(JSON.stringify(listed)).not.toContain(made.key.key)
    expect(await window.call('revokeApiKey', { id: made.key.id })).toEqual({ status: 'done' })
    expect(await window.call('revokeApiKey', { id: made.key.id })).toEqual({ status: 'done' })
    expect(JSON.stringify(await window.call('apiKeys', {}))).not.toContain(made.key.id)
  })

  it('[O2] are for those who manage members, and for the organisation’s own boxes', async () => {
    const timer = await open('timer@sierra')
    expect(await timer.call('apiKeys', {})).toEqual({ status: 'forbidden' })
    expect(await timer.call('createApiKey', { name: 'Gate', access: 'READ' })).toEqual({ status: 'forbidden' })
    expect(await timer.call('revokeApiKey', { id: randomUUID() })).toEqual({ status: 'forbidden' })
    const admin = await open('admin@sierra')
    expect(await admin.call('createApiKey', { name: 'Gate', access: 'READ', boxId: randomUUID() })).toEqual({
      ...{ status: 'forbidden' },
    })
  })

  it('[R6] nothing of them works offline, and that is said', async () => {
    const network = await startCuttableNetwork(cloud.url)
    onTestFinished(() => network.close())
    const window = await open('admin@sierra', testFolder(), network.url)
    network.cut()
    expect(await window.call('apiKeys', {})).toEqual({ status: 'no-cloud' })
    expect(await window.call('createApiKey', { name: 'Gate', access: 'READ' })).toEqual({ status: 'no-cloud' })
    expect(await window.call('revokeApiKey', { id: randomUUID() })).toEqual({ status: 'no-cloud' })
  })
})
