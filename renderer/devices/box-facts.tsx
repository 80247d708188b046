import { useTranslation } from 'react-i18next'
import type { Telemetry } from '../../shared/cloud-api.ts'
import type { Box } from '../../shared/records/box.ts'
import { type CustodyFacts, otherSideOf } from '../custody/custody-facts.ts'
import type { GroupFacts } from '../groups/group-facts.ts'
import { useGroup } from '../groups/use-groups.ts'
import { useOrganisationId, useRecord, useTelemetry } from '../trackside.tsx'
import { Facts } from '../ui/facts.tsx'
import { phoneText } from '../words/phone-text.ts'
import { rightsList } from '../words/rights-words.ts'
import { type Say, useSay } from '../words/say.tsx'
import { type BoxUse, useBoxUse } from './box-use.ts'
import { hasNoContact } from './device-item.ts'

/** What the box is doing, and for whom. */
export function BoxFacts({ box, custody }: { readonly box: Box; readonly custody: CustodyFacts }) {
  const { t } = useTranslation()
  const say = useSay()
  const viewer = useOrganisationId()
  const use = useBoxUse(box.id)
  const telemetry = useTelemetry(box.id)
  const group = useGroup(box.groupId)
  const partner = useRecord('partner', partnerId(box, custody, viewer))
  const { contactName, contactPhone } = partner ?? {}
  const phone = [contactName, contactPhone && phoneText(contactPhone)].filter((part) => part !== undefined).join(', ')
  const since = partner && {
    partner: partner.name,
    number: partner.number,
    since: say.time.day(partner.since.slice(0, 10), say.now),
  }
  return (
    <Facts
      facts={[
        [t('box.state'), stateWords(say, box, use)],
        [t('box.assigned'), assignedWords(say, use)],
        [t('box.group'), group?.path],
        [t('box.shared'), shareWords(say, group)],
        [t('box.contact'), contactOf(say, custody, telemetry)],
        [t('box.partner'), phone === '' ? undefined : phone],
        [t('box.partnership'), since && t('box.partnerSince', since)],
        [t('box.model'), modelWords(t, box)],
        [t('box.notes'), box.notes],
      ]}
    />
  )
}

function partnerId(box: Box, { loan }: CustodyFacts, viewer: string): string | undefined {
  if (loan === undefined) return box.ownerId === viewer ? undefined : box.ownerId
  return loan.ownerId === viewer ? otherSideOf(loan) : loan.ownerId
}

/** G6, G7: with whom or by whom it is shared, in which role, and what that allows. */
function shareWords({ t, time, now }: Say, group: GroupFacts | undefined): string | undefined {
  const { share } = group ?? {}
  if (group === undefined || share === undefined) return undefined
  return t(group.isOurs ? 'box.sharedWith' : 'box.sharedBy', {
    partner: group.partner === '' ? t('custody.partnerUnknown') : group.partner,
    role: share.roleName,
    rights: rightsList(t, share.permissions),
    since: time.day(share.since.slice(0, 10), now),
  })
}

function contactOf(say: Say, { state, through }: CustodyFacts, telemetry: Telemetry | undefined): string | undefined {
  if (state === 'lent') return say.t('box.contactThem')
  return through?.available === false ? undefined : contactWords(say, telemetry)
}

function stateWords({ t, time, now }: Say, box: Box, { run }: BoxUse): string {
  if (box.retiredAt !== undefined) return t('box.stateRetired', { when: time.past(box.retiredAt, now) })
  if (box.outOfService) return t('box.stateOut')
  return run === undefined ? t('box.stateIdle') : t('box.stateRun', { clock: time.clock(run.startedAt) })
}

function assignedWords({ t, nameOf }: Say, { assignment, event, place, otherId }: BoxUse): string | undefined {
  if (otherId !== undefined)
    return t('devices.usedBy', { organisation: nameOf(otherId) ?? t('refusal.organisationUnknown') })
  if (assignment === undefined || event === undefined) return t('devices.nowhere')
  if (place === '') return event.name
  const words = t(assignment.backup ? 'devices.backup' : 'devices.main', { place })
  return t('box.atEvent', { place: words, event: event.name })
}

/** Old data says how old it is (ux 13). */
function contactWords({ t, time, now }: Say, telemetry: Telemetry | undefined): string {
  if (telemetry === undefined) return t('box.contactNever')
  const { receivedAt } = telemetry
  if (!hasNoContact(telemetry, now)) return t('box.contactNow')
  return t('box.contactLost', { duration: time.duration(receivedAt, now), when: time.past(receivedAt, now) })
}

function modelWords(t: Say['t'], { model, firmware }: Box): string | undefined {
  if (model === '') return undefined
  return firmware === '' ? model : t('box.modelFirmware', { model, firmware })
}
