import type { RootKey } from '../shared/tickets/signed.ts'
import type { SigningKey } from './ed25519.ts'

/** What signs certificates and the list of ended loans. */
export interface RootKeys {
  readonly current: SigningKey
  /** Laptops know it before it signs anything. */
  readonly next: RootKey
  /** What they signed is still good for a while; those of the operator's file as long as they are in there. */
  readonly previous: readonly (RootKey & { readonly retiredAt?: string })[]
}

/** The keys whose signatures count, of which those before the current one were retired after `since`. */
export function trustedKeys({ current, next, previous }: RootKeys, since: string): readonly RootKey[] {
  const recent = previous.filter(({ retiredAt }) => retiredAt === undefined || retiredAt > since)
  return [current, next, ...recent].map(({ kid, publicKey }) => ({ kid, publicKey }))
}
