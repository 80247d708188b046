import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { addressLines, withOwnPorts } from '../../../tools/start/box-addresses.ts'

/** Listens on a port among those that serials name, and gives its number. */
async function takePort() {
  for (let port = 20_000; port < 32_000; port += 1) {
    const server = createServer()
    const isMine = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (isMine) return { port, release: () => new Promise((resolve) => server.close(resolve)) }
  }
  throw new Error('no port is free')
}

test('a box gets the port that its serial names, once nobody has it', async () => {
  const { port, release } = await takePort()
  const portOf = async (serial: string) => (await withOwnPorts([{ serial }]))[0]?.port
  expect(await portOf(`CLBX${port}`)).toBe(0)
  await release()
  expect(await portOf(`CLBX${port}`)).toBe(port)
  for (const serial of ['A', 'CLBX99999', 'CLBX0080', 'CLBX80']) expect(await portOf(serial)).toBe(0)
})

test('no two boxes get the same port', async () => {
  const { port, release } = await takePort()
  await release()
  const placed = await withOwnPorts([{ serial: `A${port}` }, { serial: `B${port}` }])
  expect(placed.map((box) => box.port)).toEqual([port, 0])
})

test('says where the boxes are, several on a line', () => {
  const boxes = ['Start', 'Finish', '', 'KM 5'].map((alias, index) => ({ serial: `CLBX3020${index}`, alias }))
  const addresses = new Map(boxes.map(({ serial }) => [serial, `127.0.0.1:${serial.slice(4)}`]))
  expect(addressLines(boxes, addresses).slice(1)).toEqual([
    '127.0.0.1:30200 CLBX30200 Start    127.0.0.1:30201 CLBX30201 Finish   127.0.0.1:30202 CLBX30202',
    '127.0.0.1:30203 CLBX30203 KM 5',
  ])
})
