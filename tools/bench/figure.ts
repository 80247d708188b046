import { readFileSync } from 'node:fs'

/** One line of the table. */
export interface Figure {
  readonly what: string
  readonly size: number
  readonly unit: string
  readonly ours: number
  /** What it is measured against, in the same unit and the same run. */
  readonly limit: number
  /** Ours ÷ limit: a rate has at least so much of it, a time or a size at most. */
  readonly reach: { readonly atLeast: number } | { readonly atMost: number }
  readonly peakMib: number | undefined
  /** What else one has to know to read it. */
  readonly note?: string
}

/** Measures at one size, in a process of its own. */
export type Measure = (size: number) => Promise<readonly Figure[]>

const KIB_A_MIB = 1024

export function ownPeakMib(): number {
  return process.resourceUsage().maxRSS / KIB_A_MIB
}

/** Of another process; undefined where the system doesn't tell. */
export function peakMibOf(pid: number | undefined): number | undefined {
  try {
    const kib = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kib === undefined ? undefined : Number(kib) / KIB_A_MIB
  } catch {
    return undefined
  }
}

/** @param share 0.5: the middle one */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** How long it takes, in ms. */
export async function timeOf(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
