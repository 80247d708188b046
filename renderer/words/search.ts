import type { Box } from '../../shared/records/box.ts'
import type { Group } from '../../shared/records/group.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'

const PLAIN = /^[ -~]*$/

/** Text as it is compared: without case, accents and outer spaces. */
export function folded(text: string): string {
  // Thousands of serials are plain already.
  if (PLAIN.test(text)) return text.toLowerCase().trim()
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}

/** Whether every word of `query` is somewhere in one of `texts`, both folded. */
export function matches(query: string, texts: readonly string[]): boolean {
  return matcher(query)(texts)
}

/** The same for many: the query is taken apart once. */
export function matcher(query: string): (texts: readonly string[]) => boolean {
  const words = query.split(/\s+/).filter((word) => word !== '')
  return (texts) => words.every((word) => texts.some((text) => text.includes(word)))
}

/**
 * Searches the same rows while somebody types. What fits a longer query is among what fitted its beginning: a key looks
 * only there, and one that deletes looks at nothing.
 * @param matchOf whether a row fits a folded query, each of whose words is to be found
 */
export function narrowingSearch<Row>(
  rows: readonly Row[],
  matchOf: (query: string) => (row: Row) => boolean,
): (query: string) => readonly Row[] {
  let steps = [{ query: '', found: rows }]
  return (query) => {
    steps = steps.filter((step) => query.startsWith(step.query))
    const last = steps.at(-1)
    if (last?.query === query) return last.found
    const found = (last?.found ?? rows).filter(matchOf(query))
    steps.push({ query, found })
    return found
  }
}

/** The group of that name, own ones first, else the only one that begins with it. */
export function findGroup(groups: Iterable<Group>, query: string, viewer: OrganisationId): Group | undefined {
  const wanted = folded(query)
  if (wanted === '') return undefined
  const found = [...groups].filter((group) => folded(group.name).startsWith(wanted))
  const whole = found.filter((group) => folded(group.name) === wanted)
  if (whole.length > 0) return whole.find((group) => group.ownerId === viewer) ?? whole[0]
  return found.length === 1 ? found[0] : undefined
}

/** The one box that `query` means: by whole serial or name, own ones first, else the only one that begins with it. */
export function findBox(boxes: Iterable<Box>, query: string, viewer: OrganisationId): Box | undefined {
  const wanted = folded(query)
  if (wanted === '') return undefined
  const found = [...boxes].filter(
    (box) => folded(box.serial).startsWith(wanted) || folded(box.alias).startsWith(wanted),
  )
  const whole = found.filter((box) => folded(box.serial) === wanted || folded(box.alias) === wanted)
  if (whole.length > 0) return whole.find((box) => box.ownerId === viewer) ?? whole[0]
  return found.length === 1 ? found[0] : undefined
}
