import type { BoxId, OrganisationId, SessionId } from '../../shared/records/scalars.ts'
import type { Db } from './tables.ts'

export interface DeviceSessionFilter {
  readonly boxId: BoxId
  /** Undefined: whose run it is doesn't matter. */
  readonly organisationId: OrganisationId | undefined
  readonly onlyRunning: boolean
}

/** The runs on the box, newest first, with what was stored of each. */
export async function readDeviceSessions(db: Db, { boxId, organisationId, onlyRunning }: DeviceSessionFilter) {
  let query = db
    .selectFrom('session')
    .leftJoin('sessionToken', 'sessionToken.sessionId', 'session.id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('passing')
          .whereRef('passing.sessionId', '=', 'session.id')
          .select((inner) => [
            inner.fn.countAll<number>().as('passings'),
            inner.fn.min('passing.countedAt').as('first'),
            inner.fn.max('passing.countedAt').as('last'),
          ])
          .as('taken'),
      (join) => join.onTrue(),
    )
    .select(['session.id', 'token', 'alias', 'startedAt', 'stoppedAt', 'passings', 'first', 'last'])
    .where('session.boxId', '=', boxId)
  if (organisationId !== undefined) query = query.where('session.organisationId', '=', organisationId)
  if (onlyRunning) query = query.where('stoppedAt', 'is', null)
  return await query.orderBy('startedAt', 'desc').orderBy('session.id').execute()
}

export type DeviceSessionRow = Awaited<ReturnType<typeof readDeviceSessions>>[number]

/** Gives the run its token, or the one that it has. */
export async function giveSessionToken(db: Db, sessionId: SessionId, newToken: string): Promise<string> {
  const insert = db.insertInto('sessionToken').values({ sessionId, token: newToken })
  await insert.onConflict((conflict) => conflict.column('sessionId').doNothing()).execute()
  const query = db.selectFrom('sessionToken').select('token').where('sessionId', '=', sessionId)
  return (await query.executeTakeFirstOrThrow()).token
}

export async function sessionOfToken(db: Db, token: string) {
  return await db
    .selectFrom('sessionToken')
    .innerJoin('session', 'session.id', 'sessionToken.sessionId')
    .select(['session.id', 'session.organisationId', 'session.boxId', 'startedAt', 'stoppedAt'])
    .where('token', '=', token)
    .executeTakeFirst()
}
