import { createServer } from 'node:net'

/** Below those that the system gives away by itself. */
const [FIRST_PORT, LAST_PORT] = [1024, 32_767]
const BOXES_A_LINE = 3

/** Gives each box the port that its serial names, such as 30201 to CLBX30201, so that its address stays; else any. */
export async function withOwnPorts<Box extends { readonly serial: string }>(
  boxes: readonly Box[],
): Promise<readonly (Box & { readonly port: number })[]> {
  const taken = new Set<number>()
  const placed: (Box & { readonly port: number })[] = []
  for (const box of boxes) {
    const port = Number(/\d{4,5}$/.exec(box.serial)?.[0])
    const isIts = port >= FIRST_PORT && port <= LAST_PORT && !taken.has(port) && (await isFree(port))
    if (isIts) taken.add(port)
    placed.push({ ...box, port: isIts ? port : 0 })
  }
  return placed
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** What a person types to connect to the boxes. */
export function addressLines(
  boxes: readonly { readonly serial: string; readonly alias: string }[],
  addresses: ReadonlyMap<string, string>,
): readonly string[] {
  const entries = boxes.map(({ serial, alias }) => `${addresses.get(serial)} ${serial} ${alias}`.trimEnd())
  const width = Math.max(...entries.map((entry) => entry.length)) + 3
  const lines = Array.from({ length: Math.ceil(entries.length / BOXES_A_LINE) }, (_, line) =>
    entries
      .slice(line * BOXES_A_LINE, (line + 1) * BOXES_A_LINE)
      .map((entry) => entry.padEnd(width))
      .join('')
      .trimEnd(),
  )
  return ['Simulated boxes, each with a passing every 2 s; Trackside connects to host and port:', ...lines]
}
