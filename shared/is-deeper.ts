/** Nothing in a contract nests deeper, and what looks into a value step by step must come to an end. */
export const MOST_DEPTH = 32

export function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1))
}
