import { parseArgs } from 'node:util'
import { z } from 'zod'

export const USAGE = `usage: node tools/box-simulator/main.ts [--boxes FILE.json | --serial CLBX30201 [--port N]] [options]

Without --boxes and --serial, the list of boxes is read from standard input, as one JSON document.
  --cloud URL            where to report health; the API key is in the environment variable TRACKSIDE_API_KEY,
                         or in the list
  --send                 send the passings there, too, while a timing run is on
  --rate N               passings a second and box (0)
  --health-interval-s N  seconds between two health reports (60)
  --seed N               another course of things (1)
  --rough                split, glue and repeat objects, with and without line ends
  --until-stdin-closes   end when standard input closes, that is, with the program that started this one`

export type BoxSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'one'; readonly serial: string; readonly port: number }
  | { readonly kind: 'stdin' }

export interface CliOptions {
  readonly source: BoxSource
  readonly cloudUrl: string | undefined
  readonly sendsPassings: boolean
  readonly ratePerSecond: number
  readonly healthIntervalMs: number
  readonly seed: number
  readonly isRough: boolean
  readonly isUntilStdinCloses: boolean
}

export type CliReading =
  | { readonly ok: true; readonly options: CliOptions }
  | { readonly ok: false; readonly problem: string }

const flagsSchema = z.object({
  boxes: z.string().optional(),
  serial: z.string().optional(),
  port: z.coerce.number().int().min(0).max(65_535).optional(),
  cloud: z.string().optional(),
  send: z.boolean().default(false),
  rate: z.coerce.number().min(0).max(1000).default(0),
  'health-interval-s': z.coerce.number().min(0.01).max(86_400).default(60),
  seed: z.coerce.number().int().min(0).max(0xffff_ffff).default(1),
  rough: z.boolean().default(false),
  'until-stdin-closes': z.boolean().default(false),
})

export function readCliOptions(args: readonly string[]): CliReading {
  const values = flagsOf(args)
  if (values === undefined) return { ok: false, problem: 'an option that is unknown or lacks its value' }
  const reading = flagsSchema.safeParse(values)
  if (!reading.success) return { ok: false, problem: `--${reading.error.issues[0]?.path.join('.')} can't be that` }
  const flags = reading.data
  if (flags.boxes !== undefined && flags.serial !== undefined) {
    return { ok: false, problem: '--boxes or --serial, not both' }
  }
  if (flags.port !== undefined && flags.serial === undefined) {
    return { ok: false, problem: '--port goes with --serial; a list says the ports itself' }
  }
  return {
    ok: true,
    options: {
      source: sourceOf(flags),
      cloudUrl: flags.cloud,
      sendsPassings: flags.send,
      ratePerSecond: flags.rate,
      healthIntervalMs: flags['health-interval-s'] * 1000,
      seed: flags.seed,
      isRough: flags.rough,
      isUntilStdinCloses: flags['until-stdin-closes'],
    },
  }
}

function sourceOf(flags: z.output<typeof flagsSchema>): BoxSource {
  if (flags.boxes !== undefined) return { kind: 'file', path: flags.boxes }
  if (flags.serial !== undefined) return { kind: 'one', serial: flags.serial, port: flags.port ?? 0 }
  return { kind: 'stdin' }
}

function flagsOf(args: readonly string[]): unknown {
  try {
    return parseArgs({
      args: [...args],
      options: {
        boxes: { type: 'string' },
        serial: { type: 'string' },
        port: { type: 'string' },
        cloud: { type: 'string' },
        send: { type: 'boolean' },
        rate: { type: 'string' },
        'health-interval-s': { type: 'string' },
        seed: { type: 'string' },
        rough: { type: 'boolean' },
        'until-stdin-closes': { type: 'boolean' },
      },
    }).values
  } catch {
    // parseArgs quotes what it didn't understand, which could be a key that somebody put there.
    return undefined
  }
}
