import { describe, expect, it, vi } from 'vitest'
import { ROUGH_FAULTS } from '../../../../tools/box-simulator/packet-faults.ts'
import { borrowedBox, borrowedLoan, put } from '../../../support/sample-records.ts'
import { aBox } from '../../box-simulator/a-box.ts'
import { aField, at, BOX_1, BOX_2, eventually, type Field, NOW, SERIAL_1, SERIAL_2 } from './a-field.ts'
import { aRawBox, asBox, rawPassing } from './a-raw-box.ts'

const HOUR_MS = 3_600_000
const now = () => Date.parse(NOW)

/** To half a second: as good as the way to the box and back on a busy machine. */
function nearly(value: number): unknown {
  return expect.closeTo(value, -3)
}

function countedMs(field: Field): number {
  return Date.parse(field.stored(BOX_1)[0]?.countedAt ?? '')
}

function numbersTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}

describe('a run on a box on the local network', () => {
  it('[R2] connects, stores what comes in the run, and keeps the address', async () => {
    const box = await aBox({ now })
    const field = aField()
    const session = field.start(BOX_1, box.port)
    await eventually(() => expect(field.link(BOX_1)).toMatchObject({ state: 'connected', canRewind: true }))
    const sent = box.record({ epc: 'A1', antenna: 3, rssi: -55 })
    await eventually(() => expect(field.stored(BOX_1)).toHaveLength(1))
    expect(field.stored(BOX_1)[0]).toMatchObject({
      sessionId: session.id,
      ...{ number: 1, chip: 'A1', antenna: 3, rssi: -55, at: sent.timestamp, countedBy: 'stamp' },
    })
    expect(countedMs(field)).toBeCloseTo(now(), -3)
    expect(field.link(BOX_1)).toMatchObject({
      ...{ sessionId: session.id, address: at(box.port), clockOffsetMs: nearly(0), clockSource: 'NTP' },
      counts: { known: 0, notOurs: 0, unreadable: 0 },
    })
    expect(field.links.addressesOf(BOX_1)).toEqual([{ ...at(box.port), reachedAt: NOW }])
    expect(field.faults).toEqual([])
  })

  it('[R2] where the start is refused, nothing is connected', async () => {
    const box = await aBox({ now })
    const field = aField()
    field.test.receive([{ kind: 'box', id: BOX_1, body: null }])
    expect(() => field.start(BOX_1, box.port)).toThrow('not started')
    expect(field.test.store.boxes.links()).toEqual([])
    expect(field.link(BOX_1)).toBeUndefined()
  })

  it('[R2] a newer run on the same box goes on over the same connection', async () => {
    const box = await aBox({ now })
    const field = aField()
    field.start(BOX_1, box.port)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    field.test.wall.now = '2026-06-06T11:00:00.000Z'
    const second = field.start(BOX_1)
    await eventually(() => expect(field.link(BOX_1)?.sessionId).toBe(second.id))
    box.record({ epc: 'A1', atMs: Date.parse(field.test.wall.now) + 1000 })
    await eventually(() => expect(field.stored(BOX_1)[0]?.sessionId).toBe(second.id))
    expect(box.clientCount()).toBe(1)
    expect(field.test.store.boxes.links()).toEqual([{ boxId: BOX_1, sessionId: second.id, address: at(box.port) }])
  })

  it('[R5] stopped by hand, the box is told, what it had sent is stored, and the connection ends', async () => {
    const raw = await aRawBox(
      asBox(SERIAL_1, NOW, (command) =>
        command === 'STOP' ? `${rawPassing(1)}${JSON.stringify({ command, result: 'OK' })}` : undefined,
      ),
    )
    const field = aField()
    const session = field.start(BOX_1, raw.port)
    await eventually(() => expect(raw.commands).toContain('START'))
    field.test.desk.give([{ type: 'stopSession', args: { sessionId: session.id } }])
    await eventually(() => expect(field.link(BOX_1)).toBeUndefined())
    expect(raw.commands).toContain('STOP')
    expect(field.numbers(BOX_1)).toEqual([1])
    expect(field.test.store.boxes.links()).toEqual([])
    await eventually(() => expect(raw.open()).toBe(0))
    await eventually(() =>
      expect(field.test.pushed).toContainEqual({ push: 'links', reset: false, links: [], gone: [BOX_1] }),
    )
  })

  it('[R5] connected to again while it is let go after its run, the box stays connected to', async () => {
    const raw = await aRawBox(asBox(SERIAL_1, NOW))
    const field = aField()
    const { id: sessionId } = field.start(BOX_1, raw.port)
    await eventually(() => expect(raw.commands).toContain('START'))
    field.test.desk.give([{ type: 'stopSession', args: { sessionId } }])
    field.links.recordsChanged()
    field.links.connect(BOX_1, at(raw.port))
    await eventually(() => expect(raw.commands.filter((command) => command === 'START')).toHaveLength(2))
    field.tick()
    expect(field.link(BOX_1)).not.toHaveProperty('sessionId')
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    expect(raw.open()).toBe(1)
  })

  it('[R5] stopped and started at once, the box is connected to again only after it was let go', async () => {
    const raw = await aRawBox(asBox(SERIAL_1, NOW))
    const field = aField()
    const first = field.start(BOX_1, raw.port)
    await eventually(() => expect(raw.commands).toContain('START'))
    field.test.desk.give([{ type: 'stopSession', args: { sessionId: first.id } }])
    field.links.recordsChanged()
    const second = field.start(BOX_1, raw.port)
    await eventually(() => expect(field.link(BOX_1)).toMatchObject({ state: 'connected', sessionId: second.id }))
    await eventually(() =>
      expect(raw.commands.filter((command) => /^ST/.test(command))).toEqual(['START', 'STOP', 'START']),
    )
    expect(raw.open()).toBe(1)
  })

  it('[L19] goes on recording when the right ends, and lets go 24 h later, without a word to the box', async () => {
    const raw = await aRawBox(asBox(SERIAL_1, NOW, (command) => (command === 'GETSYSTEMTIME' ? '' : undefined)))
    const field = aField({ clock: 50 })
    const session = field.start(BOX_1, raw.port)
    await eventually(() => expect(raw.commands).toContain('START'))
    field.test.receive([
      { kind: 'session', id: session.id, body: { ...session, stoppedAt: NOW, stopReason: 'box-lent' } },
      { kind: 'box', id: BOX_1, body: null },
    ])
    field.tick()
    // The laptop may be started anew in between, when the box is no longer among its own.
    await field.restart()
    await eventually(() => expect(field.link(BOX_1)).toMatchObject({ state: 'connected', sessionId: session.id }))
    field.test.wall.now = new Date(now() + 23 * HOUR_MS).toISOString()
    raw.send(rawPassing(7, { timestamp: '2026-06-07T08:00:00Z' }))
    await eventually(() => expect(field.link(BOX_1)?.aside?.count).toBe(1))
    expect(field.stored(BOX_1)).toEqual([])
    field.test.wall.now = new Date(now() + 24 * HOUR_MS).toISOString()
    await eventually(() => expect(field.link(BOX_1)).toBeUndefined())
    expect(raw.commands).not.toContain('STOP')
  })

  it('[F5] a restart goes on with the run, and fetches what the box recorded meanwhile', async () => {
    const box = await aBox({ now })
    const field = aField()
    field.start(BOX_1, box.port)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    for (const number of numbersTo(3)) box.record({ epc: `A${number}` })
    await eventually(() => expect(field.numbers(BOX_1)).toEqual([1, 2, 3]))
    await field.restart()
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    await field.restart()
    for (const number of numbersTo(4)) box.record({ epc: `B${number}` })
    await eventually(() => expect(field.numbers(BOX_1)).toEqual(numbersTo(7)))
    expect(field.link(BOX_1)).toMatchObject({ state: 'connected', canRewind: true })
  })

  it('[R3] a gap that the last start left is asked for again, once on each connection', async () => {
    const answers = (command: string) =>
      command.startsWith('REWIND') ? '{"command":"REWIND","result":"OK"}\r\n' : undefined
    const raw = await aRawBox(asBox(SERIAL_1, NOW, answers))
    const field = aField()
    field.start(BOX_1, raw.port)
    await eventually(() => expect(raw.commands).toContain('START'))
    for (const number of [1, 2, 6]) raw.send(rawPassing(number))
    await eventually(() => expect(field.numbers(BOX_1)).toEqual([1, 2, 6]))
    await field.restart()
    const before = raw.commands.length
    const again = () => raw.commands.slice(before).filter((command) => command === 'REWIND;3').length
    await eventually(() => expect(again()).toBe(1))
    // In the middle of what it sends again.
    raw.send(rawPassing(3))
    await eventually(() => expect(field.numbers(BOX_1)).toEqual([1, 2, 3, 6]))
    raw.cut()
    await eventually(() => expect(raw.commands.slice(before)).toContain('REWIND;4'))
    for (const number of [4, 5]) raw.send(rawPassing(number))
    await eventually(() => expect(field.numbers(BOX_1)).toEqual(numbersTo(6)))
    expect(again()).toBe(1)
  })

  it('[R3] two boxes at once, cut and joined packets, doubles and broken connections: each passing once', async () => {
    const boxes = await Promise.all([
      aBox({ now, faults: ROUGH_FAULTS }),
      aBox({ now, serial: SERIAL_2, faults: ROUGH_FAULTS }),
    ])
    const field = aField()
    for (const [index, boxId] of [BOX_1, BOX_2].entries()) field.start(boxId, boxes[index]?.port)
    await eventually(() => {
      for (const boxId of [BOX_1, BOX_2]) expect(field.link(boxId)?.state).toBe('connected')
    })
    for (let round = 1; round <= 5; round += 1) {
      for (const box of boxes) {
        for (let sent = 0; sent < 100; sent += 1) box.record({ epc: `R${round}-${sent}`, tagStr: 'Zoë' })
      }
      await eventually(() => expect(field.numbers(BOX_1).length).toBeGreaterThan(100 * (round - 1)))
      for (const box of boxes) box.cut()
    }
    for (const [index, boxId] of [BOX_1, BOX_2].entries()) {
      await eventually(() => expect(field.numbers(boxId)).toEqual(numbersTo(500)))
      const sent = boxes[index]?.backup().map(({ passingNumber, epc }) => `${passingNumber} ${epc}`)
      const stored = field.stored(boxId).map(({ number, chip }) => `${number} ${chip}`)
      expect(new Set(stored)).toEqual(new Set(sent))
      expect(field.link(boxId)?.counts.notOurs).toBe(0)
    }
    expect(field.faults).toEqual([])
  })
})

describe('finding the box', () => {
  it('[R2] another box at that address is not started, and told; at the right one it goes on', async () => {
    const other = await aBox({ now, serial: 'CLBX99999' })
    const box = await aBox({ now })
    const field = aField()
    field.start(BOX_1, other.port)
    other.record({ epc: 'X' })
    await eventually(() => expect(field.link(BOX_1)).toMatchObject({ state: 'wrong-box', otherSerial: 'CLBX99999' }))
    other.rewind()
    field.links.connect(BOX_1, at(box.port))
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    expect(field.link(BOX_1)).not.toHaveProperty('otherSerial')
    box.record({ epc: 'A' })
    await eventually(() => expect(field.stored(BOX_1).map(({ chip }) => chip)).toEqual(['A']))
  })

  it('[R2] what another box pushes before it is found out is not taken', async () => {
    const other = await aRawBox((command) =>
      command === 'GETSYSTEMCONFIG'
        ? `${rawPassing(5)}{"command":"GETSYSTEMCONFIG","result":{"serial":"OTHER"}}`
        : undefined,
    )
    const field = aField()
    field.start(BOX_1, other.port)
    await eventually(() => expect(other.connections()).toBeGreaterThan(2))
    expect(field.link(BOX_1)).toMatchObject({ state: 'wrong-box', otherSerial: 'OTHER' })
    expect(field.stored(BOX_1)).toEqual([])
    expect(other.commands).not.toContain('START')
  })

  it('[R2] known addresses are tried in turn; without a serial only the one that was given', async () => {
    const box = await aBox({ now })
    const gone = await aBox({ now })
    const mute = await aRawBox(() => undefined)
    const field = aField({ answer: 50, clock: 50 })
    const { store } = field.test
    store.transact(() => {
      store.boxes.reached(BOX_1, at(box.port), '2026-06-01T00:00:00.000Z')
      store.boxes.reached(BOX_1, at(mute.port), '2026-06-02T00:00:00.000Z')
    })
    await gone.close()
    field.start(BOX_1, gone.port)
    await eventually(() => expect(field.link(BOX_1)).toMatchObject({ state: 'connected', address: at(box.port) }))
    expect(mute.commands).toContain('GETSYSTEMCONFIG')
    expect(mute.commands).not.toContain('START')
    expect(store.boxes.links()[0]?.address).toEqual(at(box.port))
  })

  it('[R2] another box at an address of old doesn’t delay the way back to its own', async () => {
    const other = await aBox({ now, serial: 'CLBX99999' })
    const box = await aBox({ now })
    const field = aField({ retryWrongBox: 60_000 })
    const { store } = field.test
    store.transact(() => store.boxes.reached(BOX_1, at(other.port), '2026-06-02T00:00:00.000Z'))
    field.start(BOX_1, box.port)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    const { port } = box
    await box.close()
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('broken'))
    await aBox({ now, port })
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
  })

  it('[R2] a run without an address goes to where the box was last', async () => {
    const box = await aBox({ now })
    const field = aField()
    const { store } = field.test
    field.start(BOX_2)
    expect(field.link(BOX_2)).toBeUndefined()
    store.transact(() => store.boxes.reached(BOX_1, at(box.port), NOW))
    field.start(BOX_1)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
  })

  it('[R2] what listens but says nothing that a box says is told, and tried again after a silence', async () => {
    const mute = await aRawBox(() => 'HTTP/1.1 400 Bad Request\r\n\r\n')
    const field = aField({ answer: 50, clock: 50, silence: 300 })
    field.start(BOX_1, mute.port)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('silent'))
    await eventually(() => expect(mute.connections()).toBeGreaterThan(1))
    expect(field.link(BOX_1)?.counts.unreadable).toBeGreaterThan(0)
    await eventually(() => expect(mute.open()).toBeLessThanOrEqual(1))
  })

  it('[R2] a box that went silent is connected to anew; one that only answers is not', async () => {
    const dead = { is: false }
    const answer = asBox(SERIAL_1, NOW)
    const raw = await aRawBox((command) => (dead.is ? undefined : answer(command)))
    const field = aField({ silence: 400, answer: 200, clock: 200 })
    field.start(BOX_1, raw.port)
    await eventually(() =>
      expect(raw.commands.filter((command) => command === 'GETSYSTEMTIME').length).toBeGreaterThan(8),
    )
    expect(raw.connections()).toBe(1)
    dead.is = true
    await eventually(() => expect(raw.connections()).toBeGreaterThan(1))
    dead.is = false
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
  })

  it('[R2] who may not time, or has no right to the box, connects to nothing', () => {
    const field = aField()
    field.test.receive([{ kind: 'box', id: BOX_2, body: null }])
    expect(() => field.links.connect(BOX_2, at(1))).toThrow('NOT_FOUND')
    expect(field.test.store.boxes.links()).toEqual([])
  })

  it('[R5] let go by hand, it stays so after a restart, and the run goes on', async () => {
    const box = await aBox({ now })
    const field = aField()
    const session = field.start(BOX_1, box.port)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    await field.links.disconnect(BOX_1)
    expect(field.link(BOX_1)).toBeUndefined()
    await field.restart()
    expect(field.test.store.boxes.links()).toEqual([])
    expect(field.test.desk.records.get('session', session.id)?.stoppedAt).toBeUndefined()
    await eventually(() => expect(box.clientCount()).toBe(0))
  })
})

describe('the box’s clock', () => {
  it.each([
    ['three hours ahead', 3 * HOUR_MS],
    ['a day behind', -24 * HOUR_MS],
  ])('[L10] %s: measured, kept, shown and taken off', async (_, offsetMs) => {
    const box = await aBox({ now, clock: { kind: 'set', source: 'GPS', offsetMs } })
    const field = aField()
    field.start(BOX_1, box.port)
    await eventually(() =>
      expect(field.link(BOX_1)).toMatchObject({
        state: 'connected',
        clockOffsetMs: nearly(offsetMs),
        clockSource: 'GPS',
      }),
    )
    box.record({ epc: 'A' })
    await eventually(() => expect(field.stored(BOX_1)).toHaveLength(1))
    expect(field.stored(BOX_1)[0]).toMatchObject({
      ...{ at: new Date(now() + offsetMs).toISOString(), countedBy: 'stamp' },
    })
    expect(countedMs(field)).toBeCloseTo(now(), -3)
    expect(field.test.store.boxes.clock(BOX_1)).toEqual({ offsetMs: nearly(offsetMs), measuredAt: NOW, source: 'GPS' })
  })

  it('[L10] a clock that is put right is measured again', async () => {
    const box = await aBox({ now, clock: { kind: 'set', source: 'NTP', offsetMs: HOUR_MS } })
    const field = aField()
    field.start(BOX_1, box.port)
    await eventually(() => expect(field.link(BOX_1)?.clockOffsetMs).toEqual(nearly(HOUR_MS)))
    box.setClock({ kind: 'set', source: 'NTP', offsetMs: 0 })
    await eventually(() => expect(field.link(BOX_1)?.clockOffsetMs).toEqual(nearly(0)))
  })

  it('[L10] a box without a clock counts by time received, and keeps its 1970', async () => {
    const box = await aBox({ now, clock: { kind: 'none' } })
    const field = aField()
    field.start(BOX_1, box.port)
    await eventually(() => expect(field.link(BOX_1)).toMatchObject({ state: 'connected', clockSource: 'none' }))
    expect(field.link(BOX_1)).not.toHaveProperty('clockOffsetMs')
    box.record({ epc: 'A' })
    await eventually(() => expect(field.stored(BOX_1)).toHaveLength(1))
    expect(field.stored(BOX_1)[0]).toMatchObject({
      at: '1970-01-01T00:00:00.000Z',
      countedAt: NOW,
      countedBy: 'received',
    })
  })

  it('[L10] what comes before the first measurement waits for it', async () => {
    const raw = await aRawBox(
      asBox(SERIAL_1, '2026-06-06;12:00:00.000Z', (command) =>
        command === 'GETSYSTEMCONFIG'
          ? `{"command":"${command}","result":{"serialNumber":"clbx30201"}}${rawPassing(1, { timestamp: '2026-06-06T12:00:00Z' })}`
          : undefined,
      ),
    )
    const field = aField()
    field.start(BOX_1, raw.port)
    await eventually(() => expect(field.stored(BOX_1)).toHaveLength(1))
    expect(field.stored(BOX_1)[0]).toMatchObject({ countedBy: 'stamp' })
    expect(countedMs(field)).toBeCloseTo(now(), -3)
  })
})

describe('what is missing', () => {
  it('[R3] a gap on a connection that holds is fetched by itself, once', async () => {
    const raw = await aRawBox(
      asBox(SERIAL_1, NOW, (command) =>
        command === 'REWIND;3' ? `{"command":"REWIND","result":{"from":3}}${rawPassing(3)}${rawPassing(4)}` : undefined,
      ),
    )
    const field = aField()
    field.start(BOX_1, raw.port)
    await eventually(() => expect(raw.commands).toContain('START'))
    raw.send(rawPassing(1) + rawPassing(2) + rawPassing(5))
    await eventually(() => expect(field.numbers(BOX_1)).toEqual(numbersTo(5)))
    const measured = raw.commands.length
    await eventually(() => expect(raw.commands.length).toBeGreaterThan(measured + 3))
    expect(raw.commands.filter((command) => command.startsWith('REWIND'))).toEqual(['REWIND;1', 'REWIND;3'])
  })

  it('[R3] what the box recorded before it was reached, or before anything had come, is fetched', async () => {
    const field = aField()
    const box = await aBox({ now: () => Date.parse(field.test.wall.now) })
    field.start(BOX_1, box.port)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    await field.links.disconnect(BOX_1)
    field.test.wall.now = '2026-06-06T10:05:00.000Z'
    for (const number of numbersTo(5)) box.record({ epc: `A${number}` })
    field.links.connect(BOX_1, at(box.port))
    await eventually(() => expect(field.numbers(BOX_1)).toEqual(numbersTo(5)))
  })

  it('[R3] what a slow box records between being connected to and obeying START is fetched, and shown', async () => {
    const field = aField()
    const box = await aBox({ now: () => Date.parse(field.test.wall.now), slownessMs: () => 20 })
    const session = field.start(BOX_1, box.port)
    await eventually(() => expect(box.clientCount()).toBe(1))
    for (const number of numbersTo(130)) box.record({ epc: `A${number}` })
    await eventually(() => expect(field.numbers(BOX_1)).toEqual(numbersTo(130)))
    expect(new Set(field.stored(BOX_1).map(({ sessionId }) => sessionId))).toEqual(new Set([session.id]))
  })

  it('[R3] a gap that the box can’t fill is asked for once on a connection that holds', async () => {
    const raw = await aRawBox(
      asBox(SERIAL_1, NOW, (command) =>
        command.startsWith('REWIND') ? `{"command":"REWIND","result":"OK"}` : undefined,
      ),
    )
    const field = aField()
    field.start(BOX_1, raw.port)
    await eventually(() => expect(raw.commands).toContain('START'))
    raw.send(rawPassing(1) + rawPassing(5))
    await eventually(() => expect(raw.commands).toContain('REWIND;2'))
    const measured = raw.commands.length
    await eventually(() => expect(raw.commands.length).toBeGreaterThan(measured + 5))
    expect(raw.commands.filter((command) => command.startsWith('REWIND'))).toEqual(['REWIND;1', 'REWIND;2'])
  })

  it('[R3] fetched by a person: asked where the box can, by hand where not, and told when there is no connection', async () => {
    const box = await aBox({ now })
    const raw = await aRawBox(
      asBox(SERIAL_2, NOW, (command) =>
        command.startsWith('REWIND') ? '{"command":"REWIND","result":"ERROR: unknown"}' : undefined,
      ),
    )
    for (const number of numbersTo(3)) box.record({ epc: `A${number}` })
    const field = aField()
    expect(await field.links.fetchMissing(BOX_1)).toBe('not-connected')
    field.test.wall.now = '2026-06-06T09:59:00.000Z'
    field.start(BOX_1, box.port)
    field.start(BOX_2, raw.port)
    await eventually(() => {
      for (const boxId of [BOX_1, BOX_2]) expect(field.link(boxId)?.state).toBe('connected')
    })
    expect(await field.links.fetchMissing(BOX_1)).toBe('asked')
    await eventually(() => expect(field.numbers(BOX_1)).toEqual([1, 2, 3]))
    expect(await field.links.fetchMissing(BOX_2)).toBe('by-hand')
    expect(field.link(BOX_1)?.canRewind).toBe(true)
    expect(field.link(BOX_2)?.canRewind).toBe(false)
    expect(field.link(BOX_2)?.state).toBe('connected')
  })

  it('[R3] where no answer comes, it is by hand', async () => {
    const raw = await aRawBox(asBox(SERIAL_1, NOW))
    const field = aField({ answer: 50 })
    field.start(BOX_1, raw.port)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    expect(await field.links.fetchMissing(BOX_1)).toBe('by-hand')
  })
})

describe('bad input', () => {
  it('[R6] garbage, 10 MB, half an object, 1970, 2099, a tag of 1,000 characters, unknown fields: each kept or counted', async () => {
    const raw = await aRawBox(asBox(SERIAL_1, NOW))
    const field = aField()
    field.start(BOX_1, raw.port)
    await eventually(() => expect(raw.commands).toContain('START'))
    raw.send(`\u0000\u00ff<html>nonsense</html>${rawPassing(1)}`)
    raw.send(`{"epc":"${'x'.repeat(10_000_000)}"}\r\n${rawPassing(2)}`)
    raw.send(`{"epc":"E3","timest\r\n${rawPassing(3, { timestamp: '1970-01-01T00:00:01.000Z' })}`)
    raw.send(`{"epc":"cut" ${rawPassing(4, { timestamp: '2099-12-31;23:59:59.999Z' })}`)
    raw.send(
      rawPassing(99, { epc: 'T'.repeat(1000) }) + rawPassing(5, { lane: { deep: [1, 'ñ'] }, big: 'b'.repeat(9000) }),
    )
    raw.send(
      Buffer.concat([
        Buffer.from('{"epc":"'),
        Buffer.from([0xc3, 0x28]),
        Buffer.from('","passingNumber":98,"timestamp":"2026-06-06T09:00:00Z"}'),
      ]),
    )
    raw.send('[]'.repeat(1000) + '{'.repeat(5000) + rawPassing(6) + '{"a":'.repeat(5000) + rawPassing(7))
    await eventually(() => expect(field.numbers(BOX_1)).toEqual(numbersTo(7)))
    const byNumber = new Map(field.stored(BOX_1).map((passing) => [passing.number, passing]))
    expect(byNumber.get(3)).toMatchObject({ at: '1970-01-01T00:00:01.000Z', countedBy: 'received', countedAt: NOW })
    expect(byNumber.get(4)).toMatchObject({ at: '2099-12-31T23:59:59.999Z', countedBy: 'received', countedAt: NOW })
    expect(byNumber.get(5)?.extra).toEqual({ lane: { deep: [1, 'ñ'] } })
    // The nonsense, the 10 MB, two broken ones, the long tag, the broken letter, and the brackets twice.
    expect(field.link(BOX_1)?.counts).toEqual({ known: 0, notOurs: 0, unreadable: 8 })
    expect(field.faults).toEqual([])
  })

  it('[L10] what isn’t ours is counted, and not kept', async () => {
    const raw = await aRawBox(asBox('CLBX30301', NOW))
    const field = aField()
    field.test.receive([put('box', borrowedBox()), put('loan', borrowedLoan())])
    field.start(borrowedBox().id, raw.port)
    await eventually(() => expect(raw.commands).toContain('START'))
    const [before, ours] = [{ timestamp: '2026-06-06T08:00:00Z' }, { timestamp: NOW }]
    raw.send(rawPassing(1, before) + rawPassing(2, before) + rawPassing(3, ours).repeat(3))
    await eventually(() => {
      expect(field.link(borrowedBox().id)?.counts).toEqual({ known: 2, notOurs: 2, unreadable: 0 })
    })
    expect(field.numbers(borrowedBox().id)).toEqual([3])
  })
})

describe('a disk that takes nothing', () => {
  it('[F5] loses nothing: what came waits, the boxes wait, it is told, and it goes on', async () => {
    const box = await aBox({ now })
    const field = aField()
    field.start(BOX_1, box.port)
    await eventually(() => expect(field.link(BOX_1)?.state).toBe('connected'))
    const full = vi.spyOn(field.test.store, 'transact').mockImplementation(() => {
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    })
    for (let number = 1; number <= 12_000; number += 1) box.record({ epc: `A${number}` })
    await eventually(() => expect(field.faults).toContainEqual(expect.objectContaining({ code: 'SQLITE_FULL' })))
    expect(field.stored(BOX_1)).toEqual([])
    full.mockRestore()
    await eventually(() => expect(field.test.store.passings.count({ boxId: BOX_1 })).toBe(12_000))
    expect(field.numbers(BOX_1)).toEqual(numbersTo(12_000))
    expect(box.clientCount()).toBe(1)
  }, 60_000)
})

describe('what the windows are told', () => {
  it('[R2] a connection is pushed when it looks different, and only then', async () => {
    const box = await aBox({ now })
    const field = aField()
    field.start(BOX_1, box.port)
    const links = () => field.test.pushed.flatMap((push) => (push.push === 'links' ? [push] : []))
    await eventually(() =>
      expect(links().at(-1)?.links[0]).toMatchObject({ boxId: BOX_1, state: 'connected', clockOffsetMs: nearly(0) }),
    )
    const before = links().length
    for (const number of numbersTo(50)) box.record({ epc: `A${number}` })
    await eventually(() => expect(field.stored(BOX_1)).toHaveLength(50))
    expect(links().length).toBe(before)
    expect([...field.links.snapshot()]).toEqual([{ push: 'links', reset: true, links: [field.link(BOX_1)], gone: [] }])
  })
})
