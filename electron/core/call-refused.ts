import type { RefusalCode } from '../../shared/refusals.ts'

/** A call that can't be answered as asked, and needs no other answer than that: the window hears the code. */
export class CallRefused extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode) {
    super(`refused: ${code}`)
    this.code = code
  }
}

/** Two windows, and the other one has signed out meanwhile. */
export class SignedOut extends Error {
  constructor() {
    super('nobody is signed in')
  }
}
