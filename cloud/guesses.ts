import type { OrganisationId } from '../shared/records/scalars.ts'
import type { Clock } from './clock.ts'
import type { Limit } from './config.ts'
import { Limiter } from './limiter.ts'

/** Codes that proved wrong, counted by who entered them and from where (L5). */
export class Guesses {
  readonly #byOrganisation: Limiter
  readonly #byAddress: Limiter

  constructor(byOrganisation: Limit, byAddress: Limit, clock: Clock) {
    this.#byOrganisation = new Limiter(byOrganisation, clock)
    this.#byAddress = new Limiter(byAddress, clock)
  }

  /** @returns seconds until the next is allowed; 0 where it is now */
  retryAfterS(organisationId: OrganisationId, address: string): number {
    return Math.max(this.#byOrganisation.retryAfterS(organisationId), this.#byAddress.retryAfterS(address))
  }

  count(organisationId: OrganisationId, address: string): void {
    this.#byOrganisation.count(organisationId)
    this.#byAddress.count(address)
  }

  /** Takes back the newest count: what was counted beforehand was no guess. */
  takeBack(organisationId: OrganisationId, address: string): void {
    this.#byOrganisation.takeBack(organisationId)
    this.#byAddress.takeBack(address)
  }
}
