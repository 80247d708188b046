/** Node's, of a computer that is the same everywhere. */
export * from 'node:os'

export function hostname(): string {
  return 'laptop'
}
