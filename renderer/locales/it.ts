import { time } from './it/time.ts'

/** Every sentence in Italian. The same files and shape as English. */
export const it = { time }
