import type { TFunction } from 'i18next'
import { createContext, type ReactNode, use, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { languageSchema } from '../../shared/desktop-settings.ts'
import type { Event } from '../../shared/records/event.ts'
import { type OrganisationId, organisationIdSchema } from '../../shared/records/scalars.ts'
import { organisationName } from '../../shared/rules/history.ts'
import type { Records } from '../../shared/state.ts'
import { DATE_LOCALES } from '../locales/choose-language.ts'
import { useDerived, useNow } from '../trackside.tsx'
import { computerZone, createTimeFormat, dateIn, type TimeFormat } from './format-time.ts'

const MINUTE_MS = 60_000

/** What a sentence is made with: the catalogue, the times, the names. */
export interface Say {
  readonly t: TFunction
  /** For lists and numbers. */
  readonly locale: string
  readonly time: TimeFormat
  /** To the minute. */
  readonly now: string
  readonly nameOf: (id: OrganisationId) => string | undefined
}

const SayContext = createContext<Say | undefined>(undefined)

/**
 * Made once for the window, because formats are costly to make; renders its readers again each minute.
 * @param zone for what belongs to one event, in its own zone
 */
export function SayProvider({ zone, children }: { readonly zone?: string; readonly children: ReactNode }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const time = useTimeFormat(zone)
  const now = useNow(MINUTE_MS)
  const nameOf = useDerived(
    ['organisation', 'partner'],
    (records) => (id: OrganisationId) => organisationName(records, id),
  )
  const say = useMemo(() => ({ t, locale, time, now, nameOf }), [t, locale, time, now, nameOf])
  return <SayContext value={say}>{children}</SayContext>
}

/** Sentences with times in the event's zone, or else the computer's (ux 21). */
export function useSay(): Say {
  const say = use(SayContext)
  if (say === undefined) throw new Error('rendered outside SayProvider')
  return say
}

function useTimeFormat(zone?: string): TimeFormat {
  const { t } = useTranslation()
  const locale = useLocale()
  const windowZone = useTodaysEvent()?.timeZone ?? computerZone()
  const chosen = zone ?? windowZone
  return useMemo(() => createTimeFormat(t, locale, chosen), [t, locale, chosen])
}

function useLocale(): string {
  const { i18n } = useTranslation()
  return DATE_LOCALES[languageSchema.catch('en').parse(i18n.language)]
}

/** The event of today, in its own zone; the first by name where there are several. */
export function useTodaysEvent(): Event | undefined {
  const now = useNow(MINUTE_MS)
  return useDerived(['event'], (records) => todaysEvent(records, now), [now])
}

function todaysEvent(records: Records, now: string): Event | undefined {
  return [...records.all('event')]
    .filter((event) => event.archivedAt === undefined && event.date === dateIn(event.timeZone, now))
    .toSorted((one, other) => one.name.localeCompare(other.name))[0]
}

/** An organisation named in a refusal's details, where it is one known here. */
export function namedOrganisation(say: Say, id: unknown): string {
  const parsed = organisationIdSchema.safeParse(id)
  return (parsed.success ? say.nameOf(parsed.data) : undefined) ?? say.t('refusal.organisationUnknown')
}
