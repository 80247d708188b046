import { z } from 'zod'
import { timeSchema } from '../../shared/records/scalars.ts'
import { type RefusalCode, type RefusalDetails, refusalCodeSchema } from '../../shared/refusals.ts'
import { namedOrganisation, type Say } from './say.tsx'

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
  byYou: z.boolean().optional().catch(undefined),
  plan: z.string().optional().catch(undefined),
  allowance: z.number().optional().catch(undefined),
  boxes: z
    .array(z.object({ id: z.string(), serial: z.string(), borrowed: z.boolean() }))
    .optional()
    .catch(undefined),
  fields: z
    .array(z.object({ field: z.string(), problem: z.string() }))
    .optional()
    .catch(undefined),
})
type Details = z.output<typeof detailsSchema>

/** ux 11: what happened, why, and what to do now, in the catalogue's words. */
export function refusalSentence(say: Say, refusal: RefusalToTell): string {
  const code = refusalCodeSchema.safeParse(refusal.code)
  if (!code.success) return say.t('refusal.unknown', { code: refusal.code })
  const details = detailsSchema.parse(refusal.details ?? {})
  return SENTENCES[code.data]?.(say, details) ?? say.t(`refusal.${code.data}`)
}

/** What fills the plan, for a link to each (L6). */
export function boxesThatFill(refusal: RefusalToTell): NonNullable<Details['boxes']> {
  return detailsSchema.parse(refusal.details ?? {}).boxes ?? []
}

/** Where the details allow to say more than the plain sentence. */
const SENTENCES: { readonly [C in RefusalCode]?: (say: Say, details: Details) => string | undefined } = {
  BOX_IN_USE: (say, { eventName, sessionRunning, organisationId }) => {
    if (organisationId !== undefined) {
      return say.t('refusal.BOX_IN_USE_organisation', { organisation: namedOrganisation(say, organisationId) })
    }
    if (eventName !== undefined) return say.t('refusal.BOX_IN_USE_event', { event: eventName })
    return sessionRunning ? say.t('refusal.BOX_IN_USE_run') : undefined
  },
  BOX_RESERVED: (say, { serial, endsAt }) =>
    serial && endsAt && say.t('refusal.BOX_RESERVED_until', { serial, end: say.time.long(endsAt, say.now) }),
  BOX_LENT: (say, { serial, endsAt, organisationId, organisationName }) =>
    serial &&
    endsAt &&
    say.t('refusal.BOX_LENT_until', {
      serial,
      organisation: organisationName ?? namedOrganisation(say, organisationId),
      end: say.time.long(endsAt, say.now),
    }),
  BOX_NOT_HELD: (say, { serial, endedAt }) =>
    serial && endedAt && say.t('refusal.BOX_NOT_HELD_ended', { serial, end: say.time.past(endedAt, say.now) }),
  BOX_NOT_AVAILABLE: (say, { serial, reason }) => {
    if (serial === undefined) return undefined
    if (reason === 'retired') return say.t('refusal.BOX_NOT_AVAILABLE_retired', { serial })
    return reason === 'out-of-service' ? say.t('refusal.BOX_NOT_AVAILABLE_service', { serial }) : undefined
  },
  BOX_ASSIGNED: (say, { eventName, organisationId }) => {
    if (eventName !== undefined) return say.t('refusal.BOX_ASSIGNED_event', { event: eventName })
    if (organisationId === undefined) return undefined
    return say.t('refusal.BOX_ASSIGNED_organisation', { organisation: namedOrganisation(say, organisationId) })
  },
  TOKEN_USED: (say, { byYou }) => (byYou ? say.t('refusal.TOKEN_USED_you') : undefined),
  TOKEN_EXPIRED: (say, { endedAt }) =>
    endedAt && say.t('refusal.TOKEN_EXPIRED_ended', { end: say.time.past(endedAt, say.now) }),
  PLAN_LIMIT: (say, { plan, allowance, boxes }) => {
    if (plan === undefined || allowance === undefined) return undefined
    if (boxes === undefined || boxes.length === 0) return say.t('refusal.PLAN_LIMIT_none', { plan, count: allowance })
    const serials = boxes.map(({ serial }) => serial)
    return say.t('refusal.PLAN_LIMIT_boxes', { plan, count: allowance, boxes: serialsText(say, serials) })
  },
  LOAN_ENDED: (say, { serial, endedAt }) =>
    serial && endedAt && say.t('refusal.LOAN_ENDED_at', { serial, end: say.time.past(endedAt, say.now) }),
  SESSION_CLOSED: (say, { stoppedAt }) =>
    stoppedAt && say.t('refusal.SESSION_CLOSED_at', { end: say.time.past(stoppedAt, say.now) }),
  COMMAND_INVALID: (say, { fields }) => {
    const taken = fields?.find(({ problem }) => problem === 'taken')
    if (taken?.field === 'serial') return say.t('refusal.COMMAND_INVALID_serial')
    if (taken) return say.t('refusal.COMMAND_INVALID_taken')
    return fields?.some(({ field }) => field === 'expectedEnd') ? say.t('refusal.COMMAND_INVALID_order') : undefined
  },
}

const SERIALS_SHOWN = 5

/** `CLBX30301 and CLBX30204`; a long list is cut and counted. */
export function serialsText(say: Say, serials: readonly string[]): string {
  const shown = serials.slice(0, SERIALS_SHOWN)
  const rest = serials.length - shown.length
  const named = rest > 0 ? [...shown, say.t('list.more', { count: rest })] : shown
  return new Intl.ListFormat(say.locale, { type: 'conjunction' }).format(named)
}
