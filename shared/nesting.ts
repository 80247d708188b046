/** Nothing in a contract nests deeper, and what looks into a value step by step must come to an end. */
const MOST_DEPTH = 32

export function nestsTooDeep(value: unknown, depth = MOST_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((inner) => nestsTooDeep(inner, depth - 1))
}
