import { z } from 'zod'
import { languageSchema, themeSchema } from '../../shared/desktop-settings.ts'
import type { Logger } from '../core/log.ts'
import { cloudUrlSchema } from './cloud-url.ts'
import { type WindowPlace, windowPlaceSchema } from './window-place.ts'

/** Of electron-store. Whatever is in the file, `get` gives it. */
export interface KeptFile {
  get(key: string): unknown
  set(key: string, value: unknown): void
}

/** Each by itself: what isn't right in one leaves the others. */
const keptLookSchema = z.object({
  language: languageSchema.catch('en'),
  chosenLanguage: languageSchema.optional().catch(undefined),
  theme: themeSchema.catch('system'),
})
/** As pageFactsSchema has it: what the page said last. */
export type KeptLook = z.output<typeof keptLookSchema>

/** What the shell itself remembers: nothing of boxes, loans or people. */
export interface KeptSettings {
  cloudUrl(): string | undefined
  keepCloudUrl(cloudUrl: string): void
  look(): KeptLook
  keepLook(look: KeptLook): void
  windowPlace(): WindowPlace | undefined
  keepWindowPlace(place: WindowPlace): void
  boardPlace(): WindowPlace | undefined
  keepBoardPlace(place: WindowPlace): void
}

/**
 * Somebody may have edited the file: what isn't right in it counts as not there. Neither does a disk that is full or
 * forbids reading keep the application from its work; the core tells of the disk. Even reading may write: electron-store
 * clears a broken file.
 */
export function keptSettings(open: () => KeptFile, log: Logger): KeptSettings {
  function attempt<Result>(act: string, run: () => Result): Result | undefined {
    try {
      return run()
    } catch (error) {
      log.error(`what the window remembers could not be ${act}`, error)
      return undefined
    }
  }
  const file = attempt('opened', open)
  const read = (key: string) => attempt('read', () => file?.get(key))
  const keep = (key: string, value: unknown) => attempt('saved', () => file?.set(key, value))
  return {
    cloudUrl: () => cloudUrlSchema.safeParse(read('cloudUrl')).data,
    keepCloudUrl: (cloudUrl) => keep('cloudUrl', cloudUrl),
    look: () => keptLookSchema.catch(keptLookSchema.parse({})).parse(read('look')),
    keepLook: (look) => keep('look', look),
    windowPlace: () => windowPlaceSchema.safeParse(read('window')).data,
    keepWindowPlace: (place) => keep('window', place),
    boardPlace: () => windowPlaceSchema.safeParse(read('board')).data,
    keepBoardPlace: (place) => keep('board', place),
  }
}
