/** How many times the small number of runs: TRACKSIDE_FUZZ=50 tries fifty times as much. */
const FACTOR = Math.max(1, Number(process.env['TRACKSIDE_FUZZ'] ?? 1))

/** Another seed tries other things; the same seed the same ones. */
const SEED = Number(process.env['TRACKSIDE_FUZZ_SEED'] ?? 9)

export function scaled(runs: number): {
  readonly numRuns: number
  readonly seed: number
  readonly endOnFailure: boolean
} {
  return { numRuns: Math.ceil(runs * FACTOR), seed: SEED, endOnFailure: FACTOR > 1 }
}

/** For whole tests; a small run has the usual limit. */
export const FUZZ_TIMEOUT_MS = 120_000 * FACTOR
