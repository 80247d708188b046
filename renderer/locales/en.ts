import { app } from './en/app.ts'
import { borrow } from './en/borrow.ts'
import { box } from './en/box.ts'
import { custody } from './en/custody.ts'
import { devices } from './en/devices.ts'
import { history } from './en/history.ts'
import { lend } from './en/lend.ts'
import { refusal } from './en/refusals.ts'
import { signIn } from './en/sign-in.ts'
import { time } from './en/time.ts'

/**
 * Every sentence in English. One file an area under en/; a screen adds its own there and a line here.
 * Spanish and Italian have the same shape.
 */
export const en = {
  ...app,
  borrow,
  box,
  devices,
  lend,
  signIn,
  custody,
  history,
  refusal,
  time,
} as const
