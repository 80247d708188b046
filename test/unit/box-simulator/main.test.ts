import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { connectToBox } from '../../support/box-connection.ts'

const MAIN = fileURLToPath(new URL('../../../tools/box-simulator/main.ts', import.meta.url))

function start(args: readonly string[], apiKey = '') {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, TRACKSIDE_API_KEY: apiKey } })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const output = { text: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      output.text += piece
    })
  }
  return { child, output, ended: exitCodeOf(child) }
}

async function exitCodeOf(child: ChildProcess): Promise<unknown> {
  const [code, signal] = await once(child, 'close')
  return code ?? signal
}

/** The ports, in the order in which the boxes are announced. */
async function announced(started: ReturnType<typeof start>, count: number): Promise<readonly number[]> {
  const ports = () =>
    [...started.output.text.matchAll(/^CLBX\d+ listening on 127\.0\.0\.1:(\d+)$/gm)].map((m) => Number(m[1]))
  while (ports().length < count) {
    await Promise.race([
      once(started.child.stdout, 'data'),
      started.ended.then(() => {
        throw new Error(`ended early: ${started.output.text}`)
      }),
    ])
  }
  return ports()
}

test('one box from the command line, until SIGTERM', async () => {
  const started = start(['--serial', 'CLBX30201', '--rate', '50'])
  const [port = 0] = await announced(started, 1)
  const client = await connectToBox(port)
  client.send('START\r')
  const numbers = (await client.objects(4))
    .slice(1, 4)
    .map((object) => (object as { passingNumber: number }).passingNumber)
  const [first = 0] = numbers
  expect(numbers).toEqual([first, first + 1, first + 2])
  started.child.kill('SIGTERM')
  expect(await started.ended).toBe(0)
})

test('several boxes from standard input, which stays open, until it closes', async () => {
  const started = start(['--until-stdin-closes'])
  started.child.stdin.write('[{"serial": "CLBX30201", "alias": "Salida]"},\n ')
  started.child.stdin.write('{"serial": "CLBX30202"}]')
  const [, port = 0] = await announced(started, 2)
  const client = await connectToBox(port)
  client.send('GETSYSTEMCONFIG\r')
  expect(await client.objects(1)).toMatchObject([{ result: { serial: 'CLBX30202', port } }])
  started.child.stdin.end()
  expect(await started.ended).toBe(0)
})

test('a list that is complete with the end of standard input', async () => {
  const started = start(['--until-stdin-closes'])
  started.child.stdin.end('[{"serial": "CLBX30201"}]')
  expect(await started.ended).toBe(0)
  expect(started.output.text).toContain('CLBX30201 listening on')
})

test.each([
  ['broken JSON', [], '[{"serial":"A","apiKey":"secret-1"'],
  ['a wrong list', [], '[{"serial":"A","apiKey":"secret-1","colour":"red"}]'],
  ['a key on the command line', ['--serial', 'A', '--api-key', 'secret-1'], ''],
  ['a cloud without a key', ['--serial', 'A', '--cloud', 'http://127.0.0.1:1'], ''],
])('says what is wrong with %s, without showing a key', async (_title, args, input) => {
  const started = start(args)
  started.child.stdin.end(input)
  expect(await started.ended).toBe(2)
  expect(started.output.text).not.toBe('')
  expect(started.output.text).not.toContain('secret-1')
})

test('all boxes or none: a taken port ends it with a message', async () => {
  const first = start(['--serial', 'CLBX30201'])
  const [port] = await announced(first, 1)
  const second = start([])
  second.child.stdin.end(JSON.stringify([{ serial: 'CLBX30202' }, { serial: 'CLBX30203', port }]))
  expect(await second.ended).toBe(1)
  expect(second.output.text).toContain('EADDRINUSE')
})

test('a cloud that is not there is said once, without the key, and does not end it', async () => {
  const started = start(['--serial', 'CLBX30201', '--cloud', 'http://127.0.0.1:1'], 'secret-1')
  const [port = 0] = await announced(started, 1)
  while (!started.output.text.includes('CLBX30201 health: UNREACHABLE')) await once(started.child.stderr, 'data')
  const client = await connectToBox(port)
  client.send('START\r')
  expect(await client.objects(1)).toHaveLength(1)
  expect(started.output.text).not.toContain('secret-1')
})
