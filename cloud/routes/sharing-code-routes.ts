import { sharingCodeBodySchema, sharingCodeOwnerSchema } from '../../shared/cloud-api.ts'
import { readCode } from '../../shared/codes.ts'
import type { Cloud } from '../cloud.ts'
import { findBySharingCode } from '../db/organisations.ts'
import { partnersAmong } from '../db/partnerships.ts'
import { ApiError } from '../errors.ts'
import type { Guesses } from '../guesses.ts'
import { type App, callerOf } from './app-type.ts'

export function sharingCodeRoutes(app: App, cloud: Cloud, guesses: Guesses): void {
  // G5: the name is seen before anything is confirmed.
  app.post(
    '/v1/sharing-codes/look-up',
    { schema: { body: sharingCodeBodySchema, response: { 200: sharingCodeOwnerSchema } } },
    async (request) => {
      const { organisationId } = callerOf(request)
      const retryAfterS = guesses.retryAfterS(organisationId, request.ip)
      if (retryAfterS > 0) throw new ApiError('TOO_MANY', { retryAfterS })
      // Counted before it is looked for, so that many at once count as many.
      guesses.count(organisationId, request.ip)
      const read = readCode(request.body.code)
      const [owner] = await findBySharingCode(cloud.db, read?.kind === 'sharing-code' ? [read.code] : [])
      if (owner === undefined) throw new ApiError('NOT_FOUND')
      guesses.takeBack(organisationId, request.ip)
      const [partner] = await partnersAmong(cloud.db, organisationId, [owner.id])
      const known = partner === undefined ? {} : { knownSince: partner.since }
      return { organisationId: owner.id, name: owner.name, number: owner.number, ...known }
    },
  )
}
