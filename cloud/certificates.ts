import type { Organisation } from '../shared/records/organisation.ts'
import { lineSchema, timePlus } from '../shared/records/scalars.ts'
import { seal } from '../shared/tickets/envelope.ts'
import { cutToSeconds, writeCertificate } from '../shared/tickets/forms.ts'
import type { Cloud } from './cloud.ts'
import type { InstallationRow } from './db/installations.ts'
import { readMember } from './db/members.ts'
import { toOrganisation } from './db/organisations.ts'
import { ApiError } from './errors.ts'
import { permissionsOf } from './roles.ts'
import { rootKeysOf } from './root-key-store.ts'

/** `tickets.md`, CDDL. */
const contactSchema = lineSchema(1, 80)

/**
 * Says who signs with the installation's key, and whether its member may lend now.
 * @returns the certificate, signed by the current root key
 */
export async function certify(cloud: Cloud, installation: InstallationRow, publicKey: Uint8Array): Promise<Uint8Array> {
  const { db, clock, config } = cloud
  const { member, organisation } = await readMember(db, installation.memberId)
  if (member.removedAt !== null) throw new ApiError('MEMBER_REMOVED')
  const permissions = await permissionsOf(db, member)
  const contact = contactOf(toOrganisation(organisation, config.plans))
  const { current } = await rootKeysOf(cloud, db)
  const notBefore = cutToSeconds(clock.now())
  const certificate = {
    kid: current.kid,
    publicKey,
    organisationId: organisation.id,
    organisationName: organisation.name,
    organisationNumber: organisation.number,
    memberId: member.id,
    installationId: installation.id,
    mayLend: permissions.includes('share.lend'),
    notBefore,
    notAfter: timePlus(notBefore, config.certificateLastsMs),
    ...(contact === undefined ? {} : { contact }),
  }
  return seal('certificate', writeCertificate(certificate), current.sign)
}

/** O9: "name, telephone". Where that is too long, the telephone is whole and the name is cut. */
function contactOf({ contactName, contactPhone }: Organisation): string | undefined {
  const most = 80 - (contactPhone === undefined ? 0 : contactPhone.length + 2)
  const name = Array.from(contactName ?? '').reduce(
    (cut, next) => (cut.length + next.length > most ? cut : cut + next),
    '',
  )
  const parts = [name.trim(), contactPhone ?? ''].filter((part) => part !== '')
  return contactSchema.safeParse(parts.join(', ')).data
}
