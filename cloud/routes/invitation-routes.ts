import { acceptInvitationBodySchema, signedInSchema } from '../../shared/cloud-api.ts'
import { readCode } from '../../shared/codes.ts'
import type { Cloud } from '../cloud.ts'
import { acceptInvitation, findOpenInvitation } from '../invitations.ts'
import { Limiter } from '../limiter.ts'
import { hashPassword } from '../passwords.ts'
import type { App } from './app-type.ts'
import { countWithin } from './count-within.ts'

/** O6: needs no sign-in, and makes one. */
export function invitationRoutes(app: App, cloud: Cloud): void {
  const wrongByAddress = new Limiter(cloud.config.limits.wrongInvitationsByAddress, cloud.clock)

  app.post(
    '/v1/invitations/accept',
    { schema: { body: acceptInvitationBodySchema, response: { 200: signedInSchema } } },
    async (request) => {
      const { code, name, password } = request.body
      countWithin(wrongByAddress, request.ip)
      const invitation = await findOpenInvitation(cloud, readCode(code))
      wrongByAddress.takeBack(request.ip)
      return await acceptInvitation(cloud, invitation, { name, passwordHash: await hashPassword(password) })
    },
  )
}
