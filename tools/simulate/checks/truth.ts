import type { z } from 'zod'
import { BUILT_IN_ROLES } from '../../../shared/permissions.ts'
import { type Kind, recordSchemas } from '../../../shared/records/kinds.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import type { Query } from '../stand-ins/pglite.ts'

type Row = Readonly<Record<string, unknown>>

/** What the cloud's tables hold, read without any of the cloud's own code. */
export interface Truth {
  readonly records: MemoryRecords
  /** By organisation and id, as `organisation id`. */
  readonly partners: ReadonlyMap<string, Row>
  readonly feed: readonly FeedRow[]
  /** By organisation. */
  readonly numbers: ReadonlyMap<string, number>
  /** By organisation: up to there it is forgotten what went. */
  readonly purgedTo: ReadonlyMap<string, number>
  readonly epoch: string
  /** The ids of all commands that the cloud keeps an outcome of. */
  readonly decided: ReadonlySet<string>
}

export interface FeedRow {
  readonly organisationId: string
  readonly kind: string
  readonly id: string
  readonly seq: number
  readonly body: string | null
}

const KINDS = Object.keys(recordSchemas).filter((kind) => kind !== 'partner') as Exclude<Kind, 'partner'>[]

const DECIDED = `(select coalesce(json_agg(id), '[]') from command)`

const TABLES = [...KINDS.map(tableOf), 'partnership', 'counter', 'feed', 'meta']
  .map((table) => `'${table}', (select coalesce(json_agg(t), '[]') from "${table}" t)`)
  .join(', ')

const ALL = `select json_build_object(${TABLES}) as tables, ${DECIDED} as decided`

interface All {
  readonly tables: Readonly<Record<string, readonly Row[]>>
  readonly decided: readonly string[]
}

export async function readTruth(query: Query): Promise<Truth> {
  const [row] = await query<All>(ALL)
  const rows = (table: string) => (row?.tables[table] ?? []).map(fieldsOf)
  const records = new MemoryRecords()
  for (const role of BUILT_IN_ROLES) records.apply({ kind: 'role', id: role.id, body: role } as never)
  for (const kind of KINDS) {
    for (const fields of rows(tableOf(kind))) {
      if (kind === 'member' && fields['removedAt'] !== null) continue
      const body = recordOf(kind, fields)
      records.apply({ kind, id: String(fields['id']), body } as never)
    }
  }
  const organisations = new Map(rows('organisation').map((fields) => [String(fields['id']), fields]))
  const partners = rows('partnership').map(({ organisationId, partnerId, since }) => {
    const { name, number, contactName, contactPhone } = organisations.get(String(partnerId)) ?? {}
    const partner = withoutNulls({ id: partnerId, name, number, contactName, contactPhone, since })
    return [`${organisationId} ${partnerId}`, partner] as const
  })
  const counters = rows('counter')
  return {
    records,
    partners: new Map(partners),
    feed: rows('feed') as unknown as readonly FeedRow[],
    numbers: new Map(counters.map(({ organisationId, number }) => [String(organisationId), Number(number)])),
    purgedTo: new Map(counters.map(({ organisationId, purgedTo }) => [String(organisationId), Number(purgedTo)])),
    epoch: String(rows('meta')[0]?.['epoch']),
    decided: new Set(row?.decided),
  }
}

/** What a laptop was last told of the installation isn't what was last heard of it. */
function recordOf(kind: Kind, fields: Row): Row {
  const shape: Readonly<Record<string, z.ZodType>> = recordSchemas[kind].unwrap().shape
  const named = kind === 'installation' ? { ...fields, lastSeenAt: fields['announcedAt'] } : fields
  const known = Object.entries(named).filter(([name]) => name in shape)
  const kept = known.filter(([name, value]) => value !== null || shape[name]?.safeParse(undefined).success === false)
  return Object.fromEntries(kept)
}

function withoutNulls(fields: Row): Row {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))
}

function tableOf(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/

/** A row as JSON has it, with the names and times of a record. */
function fieldsOf(row: Row): Row {
  const fields = Object.entries(row).map(([name, value]) => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    typeof value === 'string' && TIME.test(value) ? new Date(value).toISOString() : value,
  ])
  return Object.fromEntries(fields)
}
