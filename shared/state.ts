import type { Change, Kind, RecordOf } from './records/kinds.ts'

/** The fields by which records are looked up, other than their id. */
const INDEXES = {
  organisation: ['sharingCode'],
  partner: [],
  member: [],
  role: [],
  invitation: [],
  installation: [],
  group: ['parentId'],
  groupShare: [],
  box: ['ownerId', 'holderId', 'groupId'],
  loan: ['boxId', 'tokenHash'],
  event: [],
  race: ['eventId'],
  checkpoint: ['raceId'],
  assignment: ['eventId'],
  session: ['boxId'],
  raceAction: ['raceId', 'withdraws'],
  historyEntry: ['boxId'],
} as const satisfies { [K in Kind]: readonly (keyof RecordOf<K>)[] }

type IndexedField<K extends Kind> = (typeof INDEXES)[K][number] & keyof RecordOf<K>

/** What rules read: the cloud's loaded slice, or all that a desktop may see. */
export interface Records {
  get<K extends Kind>(kind: K, id: string): RecordOf<K> | undefined
  where<K extends Kind>(kind: K, field: IndexedField<K>, value: string): readonly RecordOf<K>[]
  all<K extends Kind>(kind: K): Iterable<RecordOf<K>>
}

/** The ids of the records that have a value in one field. */
type Index = Map<string, Set<string>>

/** Records in memory, with indexes. */
export class MemoryRecords implements Records {
  readonly #byId = new Map<Kind, Map<string, RecordOf<Kind>>>()
  /** By kind and field, those that were asked for: a first state of a hundred thousand records needs hardly one. */
  readonly #indexes = new Map<Kind, Map<string, Index>>()

  get<K extends Kind>(kind: K, id: string): RecordOf<K> | undefined {
    return this.#byId.get(kind)?.get(id) as RecordOf<K> | undefined
  }

  where<K extends Kind>(kind: K, field: IndexedField<K>, value: string): readonly RecordOf<K>[] {
    const ids = this.#indexOf(kind, field as string).get(value)
    if (ids === undefined) return []
    return [...ids].flatMap((id) => this.get(kind, id) ?? [])
  }

  all<K extends Kind>(kind: K): Iterable<RecordOf<K>> {
    return (this.#byId.get(kind)?.values() ?? []) as Iterable<RecordOf<K>>
  }

  apply(change: Change): void {
    const records = this.#byId.get(change.kind) ?? new Map<string, RecordOf<Kind>>()
    this.#byId.set(change.kind, records)
    const indexes = this.#indexes.get(change.kind) ?? []
    const before = records.get(change.id)
    if (before !== undefined) for (const [field, index] of indexes) takeOut(index, field, change.id, before)
    if (change.body === null) {
      records.delete(change.id)
    } else {
      records.set(change.id, change.body)
      for (const [field, index] of indexes) putIn(index, field, change.id, change.body)
    }
  }

  #indexOf(kind: Kind, field: string): Index {
    const indexes = this.#indexes.get(kind) ?? new Map<string, Index>()
    this.#indexes.set(kind, indexes)
    const known = indexes.get(field)
    if (known !== undefined) return known
    const index: Index = new Map()
    for (const [id, record] of this.#byId.get(kind) ?? []) putIn(index, field, id, record)
    indexes.set(field, index)
    return index
  }
}

function putIn(index: Index, field: string, id: string, record: RecordOf<Kind>): void {
  const value: unknown = Reflect.get(record, field)
  if (typeof value !== 'string') return
  const ids = index.get(value)
  if (ids === undefined) index.set(value, new Set([id]))
  else ids.add(id)
}

function takeOut(index: Index, field: string, id: string, record: RecordOf<Kind>): void {
  const value: unknown = Reflect.get(record, field)
  if (typeof value !== 'string') return
  const ids = index.get(value)
  ids?.delete(id)
  if (ids?.size === 0) index.delete(value)
}

/** Changes laid over other records, which stay as they are. */
export class Draft implements Records {
  readonly #base: Records
  readonly #changed = new Map<Kind, Map<string, RecordOf<Kind> | null>>()

  constructor(base: Records) {
    this.#base = base
  }

  get<K extends Kind>(kind: K, id: string): RecordOf<K> | undefined {
    const changed = this.#changed.get(kind)?.get(id)
    if (changed === undefined) return this.#base.get(kind, id)
    return (changed ?? undefined) as RecordOf<K> | undefined
  }

  where<K extends Kind>(kind: K, field: IndexedField<K>, value: string): readonly RecordOf<K>[] {
    const unchanged = this.#base.where(kind, field, value)
    const changed = this.#changed.get(kind)
    if (changed === undefined) return unchanged
    const put = [...changed.values()].filter((record) => record !== null && Reflect.get(record, field) === value)
    return [...unchanged.filter((record) => !changed.has(record.id)), ...(put as RecordOf<K>[])]
  }

  *all<K extends Kind>(kind: K): Iterable<RecordOf<K>> {
    const changed = this.#changed.get(kind)
    for (const record of this.#base.all(kind)) if (!changed?.has(record.id)) yield record
    for (const record of changed?.values() ?? []) if (record !== null) yield record as RecordOf<K>
  }

  put<K extends Kind>(kind: K, record: RecordOf<K>): void {
    this.#set(kind, record.id, record)
  }

  delete(kind: Kind, id: string): void {
    this.#set(kind, id, null)
  }

  /** In the order in which the records were first touched. */
  changes(): readonly Change[] {
    return [...this.#changed].flatMap(([kind, records]) =>
      [...records].map(([id, body]) => ({ kind, id, body }) as Change),
    )
  }

  #set(kind: Kind, id: string, body: RecordOf<Kind> | null): void {
    const changed = this.#changed.get(kind) ?? new Map<string, RecordOf<Kind> | null>()
    changed.set(id, body)
    this.#changed.set(kind, changed)
  }
}
