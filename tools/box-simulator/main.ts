import { readFile } from 'node:fs/promises'
import { type BoxEntry, type BoxListReading, readBoxList } from './box-list.ts'
import { type BoxSource, type CliOptions, readCliOptions, USAGE } from './cli-options.ts'
import { type JsonDocument, parseJsonDocument, readJsonDocument } from './json-document.ts'
import { NO_FAULTS, ROUGH_FAULTS } from './packet-faults.ts'
import { startSimulatedBoxes } from './simulated-boxes.ts'

const EXIT_USAGE = 2

async function main(): Promise<number> {
  const reading = readCliOptions(process.argv.slice(2))
  if (!reading.ok) return complain(`${reading.problem}\n\n${USAGE}`, EXIT_USAGE)
  const { options } = reading
  if (options.source.kind === 'stdin' && process.stdin.isTTY) return complain(USAGE, EXIT_USAGE)
  // Before anything is read: a stream says only once that it has ended.
  const toldToEnd = untilToldToEnd(options.isUntilStdinCloses)

  const list = await readList(options)
  if (!list.ok) return complain(list.problem, EXIT_USAGE)

  const simulated = await startSimulatedBoxes(list.boxes, {
    now: Date.now,
    seed: options.seed,
    ratePerSecond: options.ratePerSecond,
    faults: options.isRough ? ROUGH_FAULTS : NO_FAULTS,
    healthIntervalMs: options.healthIntervalMs,
    onHealth: (serial, state) => console.error(`${serial} health: ${state}`),
    onSending: (serial, state) => console.error(`${serial} passings: ${state}`),
  })
  for (const { serial, port } of simulated.boxes) console.log(`${serial} listening on 127.0.0.1:${port}`)

  if (options.isUntilStdinCloses) process.stdin.resume()
  await toldToEnd
  await simulated.close()
  return 0
}

async function readList({ source, cloudUrl, sendsPassings }: CliOptions): Promise<BoxListReading> {
  const apiKey = process.env['TRACKSIDE_API_KEY'] || undefined
  const document = await readSource(source)
  if (!document.ok) return { ok: false, problem: 'the list of boxes is not JSON' }
  return readBoxList(document.value, { cloudUrl, apiKey, ...(sendsPassings ? { sendsPassings } : {}) })
}

async function readSource(source: BoxSource): Promise<JsonDocument> {
  if (source.kind === 'stdin') return readJsonDocument(process.stdin)
  if (source.kind === 'file') return parseJsonDocument(await readFile(source.path, 'utf8'))
  const entry: Pick<BoxEntry, 'serial' | 'port'> = { serial: source.serial, port: source.port }
  return { ok: true, value: [entry] }
}

function untilToldToEnd(orStdinCloses: boolean): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
    if (!orStdinCloses) return
    process.stdin.once('end', resolve)
    process.stdin.once('error', resolve)
  })
}

function complain(problem: string, exitCode: number): number {
  console.error(problem)
  return exitCode
}

try {
  // Standard input may still be open, and would keep the process alive.
  process.exit(await main())
} catch (error) {
  // A port that is taken, a file that isn't there.
  process.exit(complain(error instanceof Error ? error.message : 'the simulator failed', 1))
}
