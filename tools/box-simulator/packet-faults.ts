import { type Random, wholeNumber } from './seeded-random.ts'

/** How a box's objects are spread over packets. Rates are chances from 0 to 1 for each object. */
export interface PacketFaults {
  /** Cut at arbitrary bytes, in the middle of a UTF-8 character too. */
  readonly splitRate: number
  /** Sent in one packet with what came before, where that still waits. */
  readonly glueRate: number
  /** A passing sent twice. */
  readonly duplicateRate: number
  readonly lineEnds: 'always' | 'never' | 'mixed'
  /** Between two packets; 0 is the next turn of the event loop. */
  readonly gapMs: number
}

export const NO_FAULTS: PacketFaults = { splitRate: 0, glueRate: 0, duplicateRate: 0, lineEnds: 'always', gapMs: 0 }

export const ROUGH_FAULTS: PacketFaults = {
  splitRate: 0.5,
  glueRate: 0.5,
  duplicateRate: 0.1,
  lineEnds: 'mixed',
  gapMs: 0,
}

export interface PacketPiece {
  readonly bytes: Buffer
  /** Goes into the same packet as the piece before it. */
  readonly joinsPrevious: boolean
}

const MAX_CUTS = 4
const MIXED_LINE_ENDS = ['', '\r\n', '\n'] as const

/**
 * The pieces in which one object is sent. All chances of an object are drawn here, at once, so that the
 * bytes depend on the seed and never on how fast the socket is.
 */
export function cutIntoPieces(text: string, faults: PacketFaults, random: Random): readonly PacketPiece[] {
  const bytes = Buffer.from(text + lineEnd(faults, random))
  const joinsPrevious = random() < faults.glueRate
  const cuts = random() < faults.splitRate ? cutPositions(bytes.length, random) : []
  const starts = [0, ...cuts]
  return starts.map((start, index) => ({
    bytes: bytes.subarray(start, starts[index + 1] ?? bytes.length),
    joinsPrevious: index === 0 && joinsPrevious,
  }))
}

function lineEnd(faults: PacketFaults, random: Random): string {
  if (faults.lineEnds !== 'mixed') return faults.lineEnds === 'always' ? '\r\n' : ''
  return MIXED_LINE_ENDS[wholeNumber(random, 0, MIXED_LINE_ENDS.length - 1)] ?? ''
}

function cutPositions(length: number, random: Random): readonly number[] {
  if (length < 2) return []
  const count = wholeNumber(random, 1, MAX_CUTS)
  const positions = Array.from({ length: count }, () => wholeNumber(random, 1, length - 1))
  return [...new Set(positions)].sort((a, b) => a - b)
}
