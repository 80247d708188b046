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

/** Somebody may have edited the file: what isn't right in it counts as not there. */
export function keptSettings(file: KeptFile, log: Logger): KeptSettings {
  function keep(key: string, value: unknown): void {
    try {
      file.set(key, value)
    } catch (error) {
      // A full disk. The application works without, and the core tells of the disk.
      log.error('what the window remembers could not be saved', error)
    }
  }
  return {
    cloudUrl: () => cloudUrlSchema.safeParse(file.get('cloudUrl')).data,
    keepCloudUrl: (cloudUrl) => keep('cloudUrl', cloudUrl),
    look: () => keptLookSchema.catch(keptLookSchema.parse({})).parse(file.get('look')),
    keepLook: (look) => keep('look', look),
    windowPlace: () => windowPlaceSchema.safeParse(file.get('window')).data,
    keepWindowPlace: (place) => keep('window', place),
    boardPlace: () => windowPlaceSchema.safeParse(file.get('board')).data,
    keepBoardPlace: (place) => keep('board', place),
  }
}
