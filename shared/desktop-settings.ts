import { z } from 'zod'

/** How Trackside looks, sounds and speaks on one laptop. */
export const themeSchema = z.enum(['system', 'light', 'dark', 'sunlight'])
const rowsSchema = z.enum(['mouse', 'default', 'touch'])

export const LANGUAGES = ['en', 'es', 'it'] as const
export const languageSchema = z.enum(LANGUAGES)
export type Language = z.output<typeof languageSchema>

export const settingsFields = {
  theme: themeSchema,
  rows: rowsSchema,
  /** `system`: as the computer, where Trackside speaks it. */
  language: z.enum(['system', ...LANGUAGES]),
  sounds: z.boolean(),
}

export const settingsSchema = z.object({
  theme: settingsFields.theme.default('system'),
  rows: settingsFields.rows.default('default'),
  language: settingsFields.language.default('system'),
  sounds: settingsFields.sounds.default(true),
})
export type Settings = z.output<typeof settingsSchema>
