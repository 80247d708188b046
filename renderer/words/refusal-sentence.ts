import { z } from 'zod'
import { timeSchema } from '../../shared/records/scalars.ts'
import { type RefusalCode, type RefusalDetails, refusalCodeSchema } from '../../shared/refusals.ts'
import { namedOrganisation, type Say } from './say.tsx'
import { ticketClock, ticketInvalid } from './ticket-refusals.ts'

export interface RefusalToTell {
  readonly code: string
  readonly details?: RefusalDetails | undefined
}

/** Refusals come from the cloud too, perhaps a newer one: each detail is taken only where it is what it should be. */
const detailsSchema = z.object({
  serial: z.string().optional().catch(undefined),
  eventName: z.string().optional().catch(undefined),
  sessionRunning: z.boolean().optional().catch(undefined),
  organisationId: z.string().optional().catch(undefined),
  organisationName: z.string().optional().catch(undefined),
  endsAt: timeSchema.optional().catch(undefined),
  endedAt: timeSchema.optional().catch(undefined),
  stoppedAt: timeSchema.optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
  since: timeSchema.optional().catch(undefined),
  issuedAt: timeSchema.optional().catch(undefined),
  /** How far this laptop's clock is behind: the window finds that out itself. */
  behindMs: z.number().optional().catch(undefined),
  byYou: z.boolean().optional().catch(undefined),
  plan: z.string().optional().catch(undefined),
  allowance: z.number().optional().catch(undefined),
  /** What fills the plan (L6); of a group, how many are in it. */
  boxes: z
    .union([z.number(), z.array(z.object({ id: z.string(), serial: z.string(), borrowed: z.boolean() }))])
    .optional()
    .catch(undefined),
  permission: z.string().optional().catch(undefined),
  groupName: z.string().optional().catch(undefined),
  groups: z
    .union([z.number(), z.array(z.string())])
    .optional()
    .catch(undefined),
  members: z.array(z.string()).optional().catch(undefined),
  invited: z.array(z.string()).optional().catch(undefined),
  roleName: z.string().optional().catch(undefined),
  memberName: z.string().optional().catch(undefined),
  mistyped: z.boolean().optional().catch(undefined),
  kind: z.string().optional().catch(undefined),
  fields: z
    .array(z.object({ field: z.string(), problem: z.string() }))
    .optional()
    .catch(undefined),
})
type Details = z.output<typeof detailsSchema>
type BoxThatFills = Extract<Details['boxes'], readonly unknown[]>[number]

/** ux 11: what happened, why, and what to do now, in the catalogue's words. */
export function refusalSentence(say: Say, refusal: RefusalToTell): string {
  const code = refusalCodeSchema.safeParse(refusal.code)
  if (!code.success) return say.t('refusal.unknown', { code: refusal.code })
  const details = detailsSchema.parse(refusal.details ?? {})
  return SENTENCES[code.data]?.(say, details) ?? say.t(`refusal.${code.data}`)
}

/** What fills the plan, for a link to each (L6). */
export function boxesThatFill(refusal: RefusalToTell): readonly BoxThatFills[] {
  const { boxes } = detailsSchema.parse(refusal.details ?? {})
  return typeof boxes === 'object' ? boxes : []
}

/** Where the details allow to say more than the plain sentence. */
const SENTENCES: { readonly [C in RefusalCode]?: (say: Say, details: Details) => string | undefined } = {
  FORBIDDEN: (say, { serial, organisationName, permission }) => {
    if (serial === undefined || organisationName === undefined) return undefined
    const words = { serial, organisation: organisationName }
    switch (permission) {
      case 'box.use':
        return say.t('refusal.FORBIDDEN_shareUse', words)
      case 'timing.run':
        return say.t('refusal.FORBIDDEN_shareRun', words)
      case 'box.edit':
        return say.t('refusal.FORBIDDEN_shareEdit', words)
      default:
        return undefined
    }
  },
  BOX_IN_USE: (say, { eventName, sessionRunning, organisationId }) => {
    if (organisationId !== undefined) {
      return say.t('refusal.BOX_IN_USE_organisation', { organisation: namedOrganisation(say, organisationId) })
    }
    if (eventName !== undefined) return say.t('refusal.BOX_IN_USE_event', { event: eventName })
    return sessionRunning ? say.t('refusal.BOX_IN_USE_run') : undefined
  },
  BOX_RESERVED: (say, { serial, endsAt }) =>
    serial && endsAt && say.t('refusal.BOX_RESERVED_until', { serial, end: say.time.long(endsAt, say.now) }),
  BOX_LENT: (say, { serial, endsAt, since, organisationId, organisationName }) => {
    if (serial === undefined) return undefined
    if (since !== undefined) {
      const words = { serial, when: say.time.past(since, say.now) }
      if (organisationName === undefined) return say.t('refusal.BOX_LENT_reserved', words)
      return say.t('refusal.BOX_LENT_took', { ...words, organisation: organisationName })
    }
    const organisation = organisationName ?? namedOrganisation(say, organisationId)
    return endsAt && say.t('refusal.BOX_LENT_until', { serial, organisation, end: say.time.long(endsAt, say.now) })
  },
  BOX_NOT_HELD: (say, { serial, endedAt }) =>
    serial && endedAt && say.t('refusal.BOX_NOT_HELD_ended', { serial, end: say.time.past(endedAt, say.now) }),
  BOX_NOT_AVAILABLE: (say, { serial, reason }) => {
    if (serial === undefined) return undefined
    if (reason === 'retired') return say.t('refusal.BOX_NOT_AVAILABLE_retired', { serial })
    if (reason === 'lent') return say.t('refusal.BOX_NOT_AVAILABLE_lent', { serial })
    return reason === 'out-of-service' ? say.t('refusal.BOX_NOT_AVAILABLE_service', { serial }) : undefined
  },
  BOX_ASSIGNED: (say, { eventName, organisationId }) => {
    if (eventName !== undefined) return say.t('refusal.BOX_ASSIGNED_event', { event: eventName })
    if (organisationId === undefined) return undefined
    return say.t('refusal.BOX_ASSIGNED_organisation', { organisation: namedOrganisation(say, organisationId) })
  },
  TOKEN_USED: (say, { byYou, organisationName, since }) => {
    if (byYou) return say.t('refusal.TOKEN_USED_you')
    if (organisationName === undefined || since === undefined) return undefined
    return say.t('refusal.TOKEN_USED_by', { organisation: organisationName, when: say.time.past(since, say.now) })
  },
  TICKET_INVALID: ticketInvalid,
  TICKET_CLOCK: ticketClock,
  TOKEN_EXPIRED: (say, { endedAt }) =>
    endedAt && say.t('refusal.TOKEN_EXPIRED_ended', { end: say.time.past(endedAt, say.now) }),
  PLAN_LIMIT: (say, { plan, allowance, boxes }) => {
    if (plan === undefined || allowance === undefined) return undefined
    if (typeof boxes !== 'object' || boxes.length === 0)
      return say.t('refusal.PLAN_LIMIT_none', { plan, count: allowance })
    const serials = boxes.map(({ serial }) => serial)
    return say.t('refusal.PLAN_LIMIT_boxes', { plan, count: allowance, boxes: serialsText(say, serials) })
  },
  NOT_OWNER: (say, { groupName }) => groupName && say.t('refusal.NOT_OWNER_group', { group: groupName }),
  GROUP_SHARED: (say, { groupName, organisationName, organisationId }) => {
    if (groupName === undefined) return undefined
    const organisation = organisationName ?? namedOrganisation(say, organisationId)
    return say.t('refusal.GROUP_SHARED_with', { group: groupName, organisation })
  },
  GROUP_NOT_SHARED: (say, { groupName }) => groupName && say.t('refusal.GROUP_NOT_SHARED_name', { group: groupName }),
  GROUP_NOT_EMPTY: groupNotEmpty,
  SHARING_CODE_UNKNOWN: (say, { mistyped, kind }) => {
    if (mistyped) return say.t('refusal.SHARING_CODE_UNKNOWN_mistyped')
    if (kind === 'token') return say.t('refusal.SHARING_CODE_UNKNOWN_token')
    return kind === 'invitation' ? say.t('refusal.SHARING_CODE_UNKNOWN_invitation') : undefined
  },
  ROLE_IN_USE: roleInUse,
  ROLE_BUILT_IN: (say, { roleName }) => roleName && say.t('refusal.ROLE_BUILT_IN_name', { role: roleName }),
  LAST_ADMIN: (say, { memberName }) => memberName && say.t('refusal.LAST_ADMIN_name', { member: memberName }),
  LOAN_ENDED: (say, { serial, endedAt }) =>
    serial && endedAt && say.t('refusal.LOAN_ENDED_at', { serial, end: say.time.past(endedAt, say.now) }),
  SESSION_CLOSED: (say, { stoppedAt }) =>
    stoppedAt && say.t('refusal.SESSION_CLOSED_at', { end: say.time.past(stoppedAt, say.now) }),
  COMMAND_INVALID: (say, { fields }) => {
    const taken = fields?.find(({ problem }) => problem === 'taken')
    if (taken?.field === 'serial') return say.t('refusal.COMMAND_INVALID_serial')
    if (taken?.field === 'email') return say.t('refusal.COMMAND_INVALID_email')
    if (taken?.field === 'name') return say.t('refusal.COMMAND_INVALID_name')
    if (taken) return say.t('refusal.COMMAND_INVALID_taken')
    return fields?.some(({ field }) => field === 'expectedEnd') ? say.t('refusal.COMMAND_INVALID_order') : undefined
  },
}

/** What is still in the group. */
function groupNotEmpty(say: Say, { groupName, groups, boxes }: Details): string | undefined {
  if (groupName === undefined || typeof groups !== 'number' || typeof boxes !== 'number') return undefined
  const holds = [
    ...(boxes > 0 ? [say.t('refusal.holdsBoxes', { count: boxes })] : []),
    ...(groups > 0 ? [say.t('refusal.holdsGroups', { count: groups })] : []),
  ]
  return say.t('refusal.GROUP_NOT_EMPTY_with', { group: groupName, what: serialsText(say, holds) })
}

/** O5: the error names what uses the role. */
function roleInUse(say: Say, { roleName, members = [], invited = [], groups }: Details): string | undefined {
  if (roleName === undefined) return undefined
  const users = [...members, ...invited, ...(typeof groups === 'object' ? groups : [])]
  if (users.length === 0) return undefined
  return say.t('refusal.ROLE_IN_USE_by', { role: roleName, users: serialsText(say, users) })
}

const SERIALS_SHOWN = 5

/** `CLBX30301 and CLBX30204`; a long list is cut and counted. */
export function serialsText(say: Say, serials: readonly string[]): string {
  const shown = serials.slice(0, SERIALS_SHOWN)
  const rest = serials.length - shown.length
  const named = rest > 0 ? [...shown, say.t('list.more', { count: rest })] : shown
  return new Intl.ListFormat(say.locale, { type: 'conjunction' }).format(named)
}
