/** In milliseconds. */
export interface LinkTimes {
  readonly connect: number
  readonly answer: number
  /** So long passings wait for the first measurement of the box's clock. */
  readonly clock: number
  readonly measureEach: number
  /** Neither data nor an answer for so long: the connection is dead, whatever TCP thinks. */
  readonly silence: number
  readonly check: number
  readonly retryMin: number
  readonly retryMax: number
  readonly retryWrongBox: number
  readonly stop: number
  /** So often at most a box is asked for all that it has. */
  readonly fetchAllEach: number
}

export const LINK_TIMES: LinkTimes = {
  connect: 5000,
  answer: 5000,
  clock: 2000,
  measureEach: 60_000,
  silence: 150_000,
  check: 1000,
  retryMin: 500,
  retryMax: 15_000,
  retryWrongBox: 30_000,
  stop: 5000,
  fetchAllEach: 120_000,
}
