import {
  meSchema,
  passwordBodySchema,
  signedInSchema,
  signInBodySchema,
  signUpBodySchema,
} from '../../shared/cloud-api.ts'
import type { Cloud } from '../cloud.ts'
import { findMember, findMemberByEmail, readMember, toMember } from '../db/members.ts'
import { toOrganisation } from '../db/organisations.ts'
import { changePassword, deleteSignIn } from '../db/sign-ins.ts'
import { transact } from '../db/transact.ts'
import { ApiError } from '../errors.ts'
import { foundOrganisation } from '../founding.ts'
import { Limiter } from '../limiter.ts'
import { hashPassword, passwordMatches } from '../passwords.ts'
import { permissionsOf } from '../roles.ts'
import { signInAs } from '../sign-in.ts'
import { type App, callerOf, emptySchema } from './app-type.ts'
import { countWithin } from './count-within.ts'

/** What needs no sign-in: making one. */
export function publicRoutes(app: App, cloud: Cloud): void {
  const { limits } = cloud.config
  const signUpsByEmail = new Limiter(limits.signUpsByEmail, cloud.clock)
  const signUpsByAddress = new Limiter(limits.signUpsByAddress, cloud.clock)
  const failuresByEmail = new Limiter(limits.signInsFailedByEmail, cloud.clock)
  const failuresByAddress = new Limiter(limits.signInsFailedByAddress, cloud.clock)

  app.post(
    '/v1/organisations',
    { schema: { body: signUpBodySchema, response: { 201: signedInSchema } } },
    async (request, reply) => {
      const { organisationName, name, email, password } = request.body
      countWithin(signUpsByAddress, request.ip)
      countWithin(signUpsByEmail, email)
      const passwordHash = await hashPassword(password)
      const signedIn = await transact(cloud.db, async (trx) => {
        const organisation = { name: organisationName, plan: 'FREE' } as const
        const { memberId } = await foundOrganisation(cloud, trx, organisation, { name, email, passwordHash })
        return await signInAs(cloud, memberId, trx)
      })
      return reply.code(201).send(signedIn)
    },
  )

  app.post(
    '/v1/auth/sign-in',
    { schema: { body: signInBodySchema, response: { 200: signedInSchema } } },
    async (request) => {
      const { email, password } = request.body
      // Counted before the password is checked, so that many attempts at once count as many.
      countWithin(failuresByAddress, request.ip)
      countWithin(failuresByEmail, email)
      const member = await findMemberByEmail(cloud.db, email)
      if (!(await passwordMatches(member?.passwordHash, password)) || member === undefined) {
        throw new ApiError('CREDENTIALS_WRONG')
      }
      failuresByAddress.takeBack(request.ip)
      failuresByEmail.takeBack(email)
      if (member.removedAt !== null) throw new ApiError('MEMBER_REMOVED')
      return await signInAs(cloud, member.id)
    },
  )
}

export function signInRoutes(app: App, cloud: Cloud): void {
  const failuresByMember = new Limiter(cloud.config.limits.signInsFailedByEmail, cloud.clock)

  app.get('/v1/me', { schema: { response: { 200: meSchema } } }, async (request) => {
    const { member, organisation } = await readMember(cloud.db, callerOf(request).memberId)
    return {
      member: toMember(member),
      organisation: toOrganisation(organisation, cloud.config.plans),
      permissions: [...(await permissionsOf(cloud.db, member))],
    }
  })

  app.post(
    '/v1/auth/password',
    { schema: { body: passwordBodySchema, response: { 200: emptySchema } } },
    async (request) => {
      const { memberId, signInId } = callerOf(request)
      countWithin(failuresByMember, memberId)
      const member = await findMember(cloud.db, memberId)
      if (!(await passwordMatches(member.passwordHash, request.body.old))) throw new ApiError('CREDENTIALS_WRONG')
      failuresByMember.takeBack(memberId)
      const passwordHash = await hashPassword(request.body.new)
      await transact(cloud.db, (trx) => changePassword(trx, memberId, passwordHash, signInId))
      return {}
    },
  )

  app.post('/v1/auth/sign-out', { schema: { response: { 200: emptySchema } } }, async (request) => {
    await transact(cloud.db, (trx) => deleteSignIn(trx, callerOf(request).signInId))
    return {}
  })
}
