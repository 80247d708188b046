import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { z } from 'zod'
import { statusSchema } from '../../../shared/desktop-api.ts'
import { settingsSchema } from '../../../shared/desktop-settings.ts'
import { timeSchema } from '../../../shared/records/scalars.ts'

const fileSchema = z.object({
  settings: settingsSchema.default(settingsSchema.parse({})),
  installationName: z.string().min(1).max(60),
  /** Whose store is here, the last one signed in first. */
  members: z
    .array(
      z.object({
        memberId: z.uuid(),
        email: z.string(),
        organisationName: z.string(),
        /** The same address may be another person in another cloud. */
        cloudUrl: z.string().optional(),
      }),
    )
    .default([]),
  signedIn: z.boolean().default(false),
  /** O10: until the next sign-in, or until it was read. */
  farewell: statusSchema.shape.farewell,
  /** The last one, until it was read. */
  rescue: statusSchema.shape.rescue,
  /** Members whose store is to be deleted, until it is. */
  leaving: z.array(z.uuid()).default([]),
  /** O10: since when each of those is removed whose last passings are worth sending first. */
  leavingSince: z.record(z.uuid(), timeSchema).default({}),
})
export type SettingsContent = z.output<typeof fileSchema>

export interface SettingsFile {
  read(): SettingsContent
  change(part: Partial<SettingsContent>): void
  /** The file couldn't be read and was kept aside; this started from the defaults. */
  readonly wasReset: boolean
}

/** What isn't domain data: look, language, name of this laptop, who was signed in. */
export function openSettingsFile(path: string): SettingsFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const found = readSettings(path)
  const wasReset = found === 'broken'
  if (wasReset) renameSync(path, `${path}.broken-${Date.now()}`)
  let content: SettingsContent =
    typeof found === 'object' ? found : fileSchema.parse({ installationName: laptopName() })
  return {
    read: () => content,
    change(part) {
      const changed = { ...content, ...part }
      writeFileSync(`${path}.new`, `${JSON.stringify(changed, null, 2)}\n`, { mode: 0o600, flush: true })
      renameSync(`${path}.new`, path)
      content = changed
    },
    wasReset,
  }
}

function readSettings(path: string): SettingsContent | 'none' | 'broken' {
  if (!existsSync(path)) return 'none'
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return 'broken'
  }
}

function laptopName(): string {
  const name = hostname()
    .replaceAll(/[^\p{L}\p{N} ._-]/gu, '')
    .slice(0, 60)
  return name === '' ? 'Laptop' : name
}
