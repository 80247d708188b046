import { z } from 'zod'
import { lineSchema, serialSchema } from '../../shared/records/scalars.ts'
import { deviceIdSchema } from './device-api.ts'

const cloudUrlSchema = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { username, password } = new URL(text)
  return username === '' && password === ''
}, 'no name and no password in the address')

const boxSchema = z
  .strictObject({
    serial: serialSchema,
    alias: lineSchema(0, 60).default(''),
    model: lineSchema(1, 60).default('CloudBox'),
    port: z.int().min(0).max(65_535).default(0),
    cloudUrl: cloudUrlSchema.optional(),
    // Only what may stand in an HTTP header.
    apiKey: z
      .string()
      .regex(/^[\x21-\x7e]{1,512}$/, 'an API key without spaces')
      .optional(),
    deviceId: deviceIdSchema.optional(),
    batteryPercent: z.number().min(0).max(100).default(90),
    /** To the cloud, beside what it says over TCP. */
    sendsPassings: z.boolean().default(false),
  })
  .readonly()

const boxListSchema = z
  .array(boxSchema)
  .min(1)
  .refine((boxes) => isEachOnce(boxes.map(({ serial }) => serial)), 'a serial stands there twice')
  .refine(
    (boxes) => isEachOnce(boxes.map(({ port }) => port).filter((port) => port !== 0)),
    'a port stands there twice',
  )
  .readonly()

/** One box as the list describes it. */
export type BoxEntry = z.output<typeof boxSchema>

/** What counts where an entry doesn't say it. */
export interface CloudDefaults {
  readonly cloudUrl?: string | undefined
  readonly apiKey?: string | undefined
  readonly sendsPassings?: boolean
}

export type BoxListReading =
  | { readonly ok: true; readonly boxes: readonly BoxEntry[] }
  | { readonly ok: false; readonly problem: string }

/** Reads a list of boxes. The problem names the place and never quotes a value: one of them is a key. */
export function readBoxList(value: unknown, defaults: CloudDefaults): BoxListReading {
  const reading = boxListSchema.safeParse(withDefaults(value, defaults))
  if (!reading.success) {
    const [issue] = reading.error.issues
    const place = ['boxes', ...(issue?.path ?? [])].join('.')
    return { ok: false, problem: `${place}: ${issue?.message ?? 'not a list of boxes'}` }
  }
  const boxes = reading.data
  const keyless = boxes.find(({ cloudUrl, apiKey }) => cloudUrl !== undefined && apiKey === undefined)
  if (keyless !== undefined) return { ok: false, problem: `${keyless.serial} has a cloud but no API key` }
  const aimless = boxes.find(({ cloudUrl, sendsPassings }) => sendsPassings && cloudUrl === undefined)
  if (aimless !== undefined) return { ok: false, problem: `${aimless.serial} has no cloud to send its passings to` }
  return { ok: true, boxes }
}

function withDefaults(value: unknown, defaults: CloudDefaults): unknown {
  if (!Array.isArray(value)) return value
  return value.map((entry: unknown) =>
    typeof entry === 'object' && entry !== null ? { ...defaults, ...entry } : entry,
  )
}

function isEachOnce(values: readonly (string | number)[]): boolean {
  return new Set(values).size === values.length
}
