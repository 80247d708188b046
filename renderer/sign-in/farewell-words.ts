import type { Status } from '../../shared/desktop-api.ts'
import type { Say } from '../words/say.tsx'

/** O10: what happened, then what is gone with it. */
export function farewellSentences(
  { t, time, now }: Say,
  { reason, organisationName, at, unsent }: NonNullable<Status['farewell']>,
): readonly string[] {
  const said: string[] = [
    t(`signIn.farewell.${reason}`, { organisation: organisationName, when: time.past(at, now) }),
    t('signIn.farewellGone'),
  ]
  if (unsent > 0) said.push(t('signIn.farewellUnsent', { count: unsent }))
  return said
}
