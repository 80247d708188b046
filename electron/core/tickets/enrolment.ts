import type { Desk } from '../desk.ts'
import type { Logger } from '../log.ts'
import { type CloudClient, CloudError, NoCloud, type SignedInAs } from '../sync/cloud-client.ts'
import type { KeptTrust } from './kept-trust.ts'
import type { Signer } from './signer.ts'

const DAY_MS = 86_400_000

/** What changes what the cloud certifies. While one waits, its effect is shown here, and the certificate hasn't got it. */
const OF_CERTIFICATE: ReadonlySet<string> = new Set(['editOrganisation', 'changeMemberRole', 'editRole'])

export interface EnrolmentParts {
  readonly desk: Desk
  readonly cloud: CloudClient
  readonly as: () => SignedInAs
  readonly installationName: () => string
  readonly signer: Signer
  readonly trust: KeptTrust
  readonly log: Logger
}

/** What the exchange with the cloud keeps fresh beside commands and records. */
export interface Enrolment {
  /** Tells the cloud this laptop's name and key where something of it is news, or a day has passed; takes the certificate. */
  enrol(): Promise<void>
  /** Fetches root keys and ended loans: at the start, and then when they are old. Does without where the cloud fails. */
  refreshTrust(signal: AbortSignal): Promise<void>
}

export function enrolment(parts: EnrolmentParts): Enrolment {
  const { desk, cloud, as, trust, log } = parts
  const { local } = desk.store
  let isFirst = true
  return {
    async enrol() {
      const publicKey = await publicKeyOf(parts)
      const wanted = toldOf(parts, publicKey)
      const now = desk.clock.now()
      if (local.get('enrolledAs') === wanted && !isDayOld(local.get('enrolledAt'), now)) return
      const name = parts.installationName()
      const { certificate } = await cloud.register(as(), { name, publicKey, replaces: local.get('replaces') })
      const isTaken = desk.store.transact(() => {
        local.set('enrolledAs', wanted)
        local.set('enrolledAt', desk.clock.now())
        return certificate === undefined || parts.signer.takeCertificate(certificate)
      })
      if (!isTaken) log.warn('the cloud certified another key than the one that it was told')
    },

    async refreshTrust(signal) {
      if (!isFirst && !trust.isOld(desk.clock.now())) return
      try {
        const answer = await cloud.trust(signal)
        isFirst = false
        if (!trust.take(answer, desk.clock.now())) log.warn('the list of ended loans is not signed by a root key')
        if (desk.outbox.length > 0) desk.refresh([])
      } catch (error) {
        // The exchange itself has worked; the next one asks again.
        if (!(error instanceof NoCloud || error instanceof CloudError)) throw error
      }
    },
  }
}

/** Undefined where the secret store fails: everything but signing works without a key. */
async function publicKeyOf({ desk, signer, log }: EnrolmentParts): Promise<string | undefined> {
  try {
    return await signer.enrolledKey(desk.actor.installationId)
  } catch (error) {
    log.error('the key of this laptop could not be kept', error)
    return undefined
  }
}

/** All that the certificate says, or hangs on, as far as it is known here. */
function toldOf({ desk, installationName }: EnrolmentParts, publicKey: string | undefined): string {
  const { organisationId, installationId, permissions } = desk.actor
  const { name, contactName, contactPhone } = desk.records.get('organisation', organisationId) ?? {}
  const mayLend = permissions.has('share.lend')
  const isAhead = desk.outbox.some(({ type }) => OF_CERTIFICATE.has(type))
  const certified = [installationId, installationName(), publicKey, mayLend, name, contactName, contactPhone]
  return JSON.stringify([...certified, isAhead])
}

function isDayOld(since: string | undefined, now: string): boolean {
  return since === undefined || Math.abs(Date.parse(now) - Date.parse(since)) >= DAY_MS
}
