/** For the end of a switch over a union. Throws if a value got past the types. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value of type ${typeof value}`)
}
