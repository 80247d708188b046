import { isDeepStrictEqual } from 'node:util'
import { type Kind, recordSchemas } from '../../../shared/records/kinds.ts'
import { projectionOf } from '../../../test/support/projection.ts'
import { must } from './invariants.ts'
import type { Truth } from './truth.ts'

/** O7: each organisation's feed against what an independent projection of the tables lets it see. */
export function checkFeeds({ records, partners, feed, numbers }: Truth): void {
  const rows = Map.groupBy(feed, (row) => row.organisationId)
  for (const [organisationId, number] of numbers) {
    const own = rows.get(organisationId) ?? []
    must(
      own.every(({ seq }) => seq <= number),
      'gapless',
      () => `${organisationId} has a row above its number`,
    )
    const told = new Map(
      own.flatMap(({ kind, id, body }) => (body === null ? [] : [[`${kind} ${id}` as string, body] as const])),
    )
    const visible = new Map<string, object>()
    for (const kind of Object.keys(recordSchemas) as Kind[]) {
      if (kind === 'partner') continue
      for (const record of projectionOf(records, kind, organisationId))
        visible.set(`${kind} ${Reflect.get(record, 'id')}`, record)
    }
    for (const [key, partner] of partners) {
      const [viewer, id] = key.split(' ')
      if (viewer === organisationId) visible.set(`partner ${id}`, partner)
    }
    for (const [key, body] of visible) compare(organisationId, key, body, told.get(key))
    for (const key of told.keys())
      must(
        visible.has(key),
        'feed',
        () => `${organisationId} is told of ${key}, which it may not see: ${told.get(key)}`,
      )
  }
}

/** What the cloud reckons from its configuration, or tells only when it has grown old. */
const NOT_IN_TABLES: Readonly<Record<string, readonly string[]>> = { organisation: ['allowance'] }

function compare(organisationId: string, key: string, expected: object, text: string | undefined): void {
  const told: object | undefined = text === undefined ? undefined : JSON.parse(text)
  const ignored = NOT_IN_TABLES[key.slice(0, key.indexOf(' '))] ?? []
  must(isDeepStrictEqual(without(told, ignored), without(expected, ignored)), 'feed', () =>
    [`${organisationId} is told of ${key}:`, text ?? 'nothing', 'and may see:', JSON.stringify(expected)].join('\n'),
  )
}

function without(record: object | undefined, names: readonly string[]): object | undefined {
  return record && Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
}
