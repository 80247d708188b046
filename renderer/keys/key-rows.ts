import type { CallResult } from '../../shared/desktop-api.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { Records } from '../../shared/state.ts'
import type { Say } from '../words/say.tsx'
import { folded, matches } from '../words/search.ts'

/** As the cloud lists it: without the key itself. */
export type ApiKey = Extract<CallResult<'apiKeys'>, { status: 'done' }>['keys'][number]

/** One row of the list of API keys. */
export interface KeyRow {
  readonly key: ApiKey
  /** For which box, by serial, or the whole organisation. */
  readonly scope: string
}

/** The last used of this long ago is `just now`: the cloud notes a use once a minute. */
const JUST_MS = 2 * 60_000

/** Newest first, as far as search leaves them. */
export function keyRows(say: Say, records: Records, keys: readonly ApiKey[], query: string): readonly KeyRow[] {
  const wanted = folded(query)
  return keys
    .map((key): KeyRow => ({ key, scope: scopeWords(say, records, key) }))
    .filter(({ key, scope }) => matches(wanted, [key.name, scope, say.t(`keys.access.${key.access}`)].map(folded)))
    .toSorted((one, other) => other.key.createdAt.localeCompare(one.key.createdAt))
}

/** `CLBX30217`, or that it is everybody's. */
function scopeWords({ t }: Say, records: Records, { boxId }: ApiKey): string {
  if (boxId === undefined) return t('keys.organisation')
  return records.get('box', boxId)?.serial ?? t('keys.boxGone')
}

export function usedWords({ t, time, now }: Say, { lastUsedAt }: ApiKey): string {
  if (lastUsedAt === undefined) return t('keys.usedNever')
  return Date.parse(now) - Date.parse(lastUsedAt) < JUST_MS ? t('keys.usedNow') : time.past(lastUsedAt, now)
}

/** The boxes that a key can be for: one's own. */
export function boxesForKeys(records: Records, organisationId: OrganisationId) {
  return [...records.all('box')]
    .filter((box) => box.ownerId === organisationId && box.retiredAt === undefined)
    .toSorted((one, other) => one.serial.localeCompare(other.serial))
}
