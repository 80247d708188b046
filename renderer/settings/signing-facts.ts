import type { Status } from '../../shared/desktop-api.ts'
import type { Say } from '../words/say.tsx'

type Fact = readonly [name: string, value: string]

/** What this laptop can sign and check without internet, and until when (tickets.md). */
export function signingFacts(say: Say, signing: Status['signing']): readonly Fact[] {
  if (signing === undefined) return []
  const { t, time, now } = say
  const { keyIn, certificateUntil, endedListAt } = signing
  return [
    [t('settings.key'), t(`settings.keyIn.${keyIn}`)],
    [
      t('settings.certificate'),
      certificateUntil === undefined
        ? t('settings.certificateNone')
        : t('settings.certificateUntil', {
            end: time.long(certificateUntil, now),
            in: time.relative(certificateUntil, now),
          }),
    ],
    [t('settings.withoutInternet'), withoutInternet(say, signing)],
    [
      t('settings.endedList'),
      endedListAt === undefined
        ? t('settings.endedListNone')
        : t('settings.endedListAt', { when: time.past(endedListAt, now), ago: time.relative(endedListAt, now) }),
    ],
  ]
}

function withoutInternet({ t, time, now }: Say, { certificateUntil, mayLend }: NonNullable<Status['signing']>): string {
  if (certificateUntil === undefined || certificateUntil <= now) return t('settings.withoutInternetTake')
  const words = { end: time.long(certificateUntil, now) }
  return t(mayLend ? 'settings.withoutInternetLend' : 'settings.withoutInternetSlips', words)
}
