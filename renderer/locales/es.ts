import { time } from './es/time.ts'

/** Every sentence in Spanish. The same files and shape as English. */
export const es = { time }
