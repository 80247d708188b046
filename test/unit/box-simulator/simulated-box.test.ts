import { expect, test } from 'vitest'
import { connectToBox } from '../../support/box-connection.ts'
import { aBox, NOON_MS } from './a-box.ts'

const EPC = '3034257BF7194E4000000001'

test('[R6] answers each command with one object, ended by CR LF or by CR alone', async () => {
  const box = await aBox()
  const client = await connectToBox(box.port)
  client.send('START\r\nGETSYSTEMTIME\rGETSYSTEMCONFIG\r\nSTOP\r')
  expect(await client.objects(4)).toEqual([
    { command: 'START', result: 'OK' },
    { command: 'GETSYSTEMTIME', result: { time: '2026-06-07T12:00:00.000Z', clockSource: 'NTP' } },
    {
      command: 'GETSYSTEMCONFIG',
      result: {
        serial: 'CLBX30201',
        alias: 'Línea de salida ñ €',
        model: 'CloudBox',
        firmware: '2.4.1',
        ip: '127.0.0.1',
        port: box.port,
        mask: '/8',
        readerPresent: true,
      },
    },
    { command: 'STOP', result: 'OK' },
  ])
})

test('[R6] a command may come in pieces', async () => {
  const box = await aBox()
  const client = await connectToBox(box.port)
  client.send('GETSYS')
  client.send('TEMTIME\r')
  await client.objects(1)
  client.send('\nSTOP\r')
  expect(await client.objects(2)).toMatchObject([{ command: 'GETSYSTEMTIME' }, { command: 'STOP' }])
})

test('[R6] says what is wrong with a command, and goes on', async () => {
  const box = await aBox()
  const client = await connectToBox(box.port)
  client.send('DANCE\rREWIND;x\rCHANGESYSTEMIPADDRESS;1.2.3;8080;/24\rSTART\r')
  expect(await client.objects(4)).toEqual([
    { command: 'DANCE', result: 'ERROR: unknown command' },
    { command: 'REWIND', result: 'ERROR: needs a passing number from 1, or nothing' },
    { command: 'CHANGESYSTEMIPADDRESS', result: 'ERROR: needs ip;port;/mask' },
    { command: 'START', result: 'OK' },
  ])
})

test('[R6] ends the connection of a client that never ends its line', async () => {
  const box = await aBox()
  const client = await connectToBox(box.port)
  client.send('X'.repeat(5000))
  await client.closed
  const next = await connectToBox(box.port)
  next.send('START\r')
  expect(await next.objects(1)).toHaveLength(1)
})

test('[R6] a new address is told back', async () => {
  const box = await aBox()
  const client = await connectToBox(box.port)
  client.send('CHANGESYSTEMIPADDRESS;192.168.1.100;8080;/24\rGETSYSTEMCONFIG\r')
  expect(await client.objects(2)).toMatchObject([
    { command: 'CHANGESYSTEMIPADDRESS', result: 'OK' },
    { result: { ip: '192.168.1.100', port: 8080, mask: '/24' } },
  ])
})

test('[R6] a passing has the documented fields, and goes to every client that said START', async () => {
  const box = await aBox()
  const [started, alsoStarted, silent] = [
    await connectToBox(box.port),
    await connectToBox(box.port),
    await connectToBox(box.port),
  ]
  started.send('START\r')
  alsoStarted.send('START\r')
  silent.send('GETSYSTEMTIME\r')
  await Promise.all([started.objects(1), alsoStarted.objects(1), silent.objects(1)])

  box.record({ epc: EPC, tagStr: '000001', atMs: NOON_MS + 123, seenCount: 3, antenna: 2, rssi: -65 })
  const expected = {
    epc: EPC,
    timestamp: '2026-06-07T12:00:00.123Z',
    seenCount: 3,
    antenna: 2,
    rssi: -65,
    passingNumber: 1,
    tagStr: '000001',
    latitude: 37.02,
    longitude: -4.56,
    chksum: expect.stringMatching(/^[0-9A-F]{8}$/),
  }
  expect((await started.objects(2))[1]).toEqual(expected)
  expect((await alsoStarted.objects(2))[1]).toEqual(expected)

  silent.send('STOP\r')
  expect(await silent.objects(2)).toMatchObject([{ command: 'GETSYSTEMTIME' }, { command: 'STOP' }])
})

test('[R6] sends nothing more after STOP', async () => {
  const box = await aBox()
  const client = await connectToBox(box.port)
  client.send('START\rSTOP\r')
  await client.objects(2)
  box.record({ epc: EPC })
  client.send('GETSYSTEMTIME\r')
  expect(await client.objects(3)).toMatchObject([{}, {}, { command: 'GETSYSTEMTIME' }])
})

test('[R6] the other documented form of a timestamp', async () => {
  const box = await aBox({ timestampForm: 'semicolon' })
  expect(box.record({ epc: EPC }).timestamp).toBe('2026-06-07;12:00:00.000Z')
})

test('[R3] what was recorded with nobody connected comes by rewind, numbered without gaps', async () => {
  const box = await aBox()
  for (let made = 0; made < 250; made += 1) box.record({ epc: EPC, atMs: NOON_MS + made })
  const client = await connectToBox(box.port)
  client.send('REWIND\r')
  const [answer, ...passings] = await client.objects(251)
  expect(answer).toEqual({ command: 'REWIND', result: { from: 1, count: 250 } })
  expect(passings).toEqual(box.backup())
  expect(box.backup().map(({ passingNumber }) => passingNumber)).toEqual(Array.from({ length: 250 }, (_, i) => i + 1))
})

test('[R3] a rewind from a number sends that one and all after it, as they were', async () => {
  const box = await aBox()
  const client = await connectToBox(box.port)
  client.send('START\r')
  await client.objects(1)
  for (let made = 0; made < 5; made += 1) box.record({ epc: EPC, atMs: NOON_MS + made })
  const live = (await client.objects(6)).slice(1)
  box.setClock({ kind: 'none' })
  client.send('REWIND;4\rREWIND;6\r')
  const again = (await client.objects(10)).slice(6)
  expect(again).toEqual([
    { command: 'REWIND', result: { from: 4, count: 2 } },
    ...live.slice(3),
    { command: 'REWIND', result: { from: 6, count: 0 } },
  ])
})

test('[R3] a rewind at the box sends everything again to whoever listens', async () => {
  const box = await aBox()
  const client = await connectToBox(box.port)
  client.send('START\r')
  await client.objects(1)
  box.record({ epc: EPC })
  box.rewind()
  const [, first, again] = await client.objects(3)
  expect(again).toEqual(first)
})

test('[L10] a clock that is off stamps passings, and shows it', async () => {
  const box = await aBox({ clock: { kind: 'set', source: 'GPS', offsetMs: -90_000 } })
  expect(box.record({ epc: EPC }).timestamp).toBe('2026-06-07T11:58:30.000Z')
  const client = await connectToBox(box.port)
  client.send('GETSYSTEMTIME\r')
  expect(await client.objects(1)).toEqual([
    { command: 'GETSYSTEMTIME', result: { time: '2026-06-07T11:58:30.000Z', clockSource: 'GPS' } },
  ])
})

test('[L10] a box without a clock counts from 1970 at power-on', async () => {
  let nowMs = NOON_MS
  const box = await aBox({ clock: { kind: 'none' }, now: () => nowMs })
  nowMs += 61_500
  expect(box.record({ epc: EPC }).timestamp).toBe('1970-01-01T00:01:01.500Z')
})

test('a cut resets all connections; the box keeps its passings and takes new connections', async () => {
  const box = await aBox()
  const client = await connectToBox(box.port)
  client.send('START\r')
  await client.objects(1)
  box.cut()
  await client.closed
  box.record({ epc: EPC })
  const next = await connectToBox(box.port)
  next.send('REWIND\r')
  expect((await next.objects(2))[1]).toEqual(box.backup()[0])
})

test('two boxes cannot have one port', async () => {
  const { port } = await aBox()
  await expect(aBox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
