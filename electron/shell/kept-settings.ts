import type { Logger } from '../core/log.ts'
import { cloudUrlSchema } from './cloud-url.ts'
import { type WindowPlace, windowPlaceSchema } from './window-place.ts'

/** Of electron-store. Whatever is in the file, `get` gives it. */
export interface KeptFile {
  get(key: string): unknown
  set(key: string, value: unknown): void
}

/** What the shell itself remembers: nothing of boxes, loans or people. */
export interface KeptSettings {
  cloudUrl(): string | undefined
  keepCloudUrl(cloudUrl: string): void
  windowPlace(): WindowPlace | undefined
  keepWindowPlace(place: WindowPlace): void
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
    windowPlace: () => windowPlaceSchema.safeParse(file.get('window')).data,
    keepWindowPlace: (place) => keep('window', place),
  }
}
