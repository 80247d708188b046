import type { CallResult } from '../../shared/desktop-api.ts'

export type UnknownChip = CallResult<'unknownChips'>['chips'][number]

/** Rows never move on arriving data: what is shown keeps its place with new counts, and what is new goes above. */
export function steadyChips(shown: readonly UnknownChip[], arrived: readonly UnknownChip[]): readonly UnknownChip[] {
  const known = new Set(shown.map(({ chip }) => chip))
  const byChip = new Map(arrived.map((chip) => [chip.chip, chip]))
  return [...arrived.filter(({ chip }) => !known.has(chip)), ...shown.flatMap(({ chip }) => byChip.get(chip) ?? [])]
}
