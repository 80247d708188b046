import { app } from './en/app.ts'
import { custody } from './en/custody.ts'
import { history } from './en/history.ts'
import { refusal } from './en/refusals.ts'
import { time } from './en/time.ts'

/**
 * Every sentence in English. One file an area under en/; a screen adds its own there and a line here.
 * Spanish and Italian have the same shape.
 */
export const en = {
  ...app,
  custody,
  history,
  refusal,
  time,
} as const
