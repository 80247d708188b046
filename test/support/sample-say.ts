import { createI18n } from '../../renderer/locales/i18n.ts'
import { createTimeFormat } from '../../renderer/words/format-time.ts'
import type { Say } from '../../renderer/words/say.tsx'
import { organisationIdSchema } from '../../shared/records/scalars.ts'
import { COSTA_ID } from './sample-records.ts'

/** Sentences in English, in UTC, on Sunday 7 June 2026 at 12:00; Costa is known by name. */
export function sampleSay(): Say {
  const { t } = createI18n()
  const costaId = organisationIdSchema.parse(COSTA_ID)
  return {
    t,
    locale: 'en-GB',
    time: createTimeFormat(t, 'en-GB', 'UTC'),
    now: '2026-06-07T12:00:00.000Z',
    nameOf: (id) => (id === costaId ? 'Costa Events' : undefined),
  }
}
