import type { Query } from '../stand-ins/pglite.ts'
import { must } from './invariants.ts'
import type { Store } from './stores.ts'
import type { Truth } from './truth.ts'

interface Stray {
  readonly passing: string
}

const IDENTITY = `p.box_id || ' ' || p.number || ' ' || p.chip`

/** R3 */
const TWICE = `select ${IDENTITY} as passing from passing p group by p.box_id, p.at, p.number, p.chip having count(*) > 1`

/** L10: those of a run are its organisation's. */
const NOT_THE_RUNS = `select ${IDENTITY} as passing from passing p join session s on s.id = p.session_id
  where p.organisation_id <> s.organisation_id or p.box_id <> s.box_id`

/**
 * L10: outside runs they belong to who held the box at their time, or to its owner, where that was before the cloud heard
 * that somebody had taken it by ticket (R3: the first owner stays).
 */
const NOT_THE_HOLDERS = `select ${IDENTITY} || ' of ' || p.organisation_id || ' at ' || p.counted_at as passing
  from passing p join box b on b.id = p.box_id
  where p.session_id is null and p.organisation_id <> b.owner_id and p.organisation_id is distinct from
    (select l.recipient_id from loan l where l.box_id = p.box_id and l.accepted_at <= p.counted_at
      and p.counted_at < coalesce(l.ended_at, l.ends_at) order by l.accepted_at desc limit 1)`

export async function checkCloudPassings(query: Query): Promise<void> {
  for (const wrong of [TWICE, NOT_THE_RUNS, NOT_THE_HOLDERS]) {
    const [stray] = await query<Stray>(wrong)
    must(stray === undefined, 'passings', () => `${stray?.passing} isn’t right by: ${wrong}`)
  }
}

/**
 * When all is sent: what a laptop recorded is in the cloud. It may be there as another organisation's, whose laptop read
 * it in a run of its own while neither could know of the other (R3: the first owner stays).
 */
export async function checkSentPassings(query: Query, stores: readonly Store[], truth: Truth): Promise<void> {
  const rows = await query<Stray>(`select ${IDENTITY} as passing from passing p`)
  const inCloud = new Set(rows.map(({ passing }) => passing))
  for (const store of stores) {
    for (const { identity, inCloud: mark } of store.passings) {
      must(mark !== 0 || !mayTime(truth, store), 'converged', () => `${store.laptop} still has to send ${identity}`)
      must(mark !== 1 || inCloud.has(identity), 'passings', () => `${store.laptop} says that the cloud has ${identity}`)
    }
  }
}

/**
 * O4: who may not time any more sends those of own runs alone. What was read outside runs, or in a colleague's, stays on
 * that laptop until the role is back.
 */
function mayTime({ records }: Truth, { memberId }: Store): boolean {
  const role = records.get('role', records.get('member', memberId)?.roleId ?? '')
  return role?.permissions.includes('timing.run') === true
}
