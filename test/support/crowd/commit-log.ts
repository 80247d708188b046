import pg from 'pg'

/** Writes down, by triggers, what each transaction leaves of boxes, loans and the feed, and in what order they committed. */
export async function keepCommitLog(databaseUrl: string): Promise<void> {
  const client = await connected(databaseUrl)
  await client.query(`
    create table commit_log (position bigserial primary key, relation text not null, row jsonb not null);
    create function log_commit() returns trigger language plpgsql as $$
      begin
        insert into commit_log (relation, row) values (tg_table_name, to_jsonb(new) - 'body');
        return null;
      end $$;
    create trigger log after insert or update on box for each row execute function log_commit();
    create trigger log after insert or update on loan for each row execute function log_commit();
    create trigger log after insert or update on feed for each row execute function log_commit();
  `)
  await client.end()
}

interface Box {
  readonly id: string
  readonly owner_id: string
  readonly holder_id: string | null
  readonly retired_at: string | null
}
interface Loan {
  readonly id: string
  readonly box_id: string
  readonly recipient_id: string | null
  readonly ended_at: string | null
}
type Logged =
  | { readonly relation: 'box'; readonly row: Box }
  | { readonly relation: 'loan'; readonly row: Loan }
  | { readonly relation: 'feed'; readonly row: { readonly organisation_id: string; readonly seq: number } }
type LogRow = Logged & { readonly xid: string }

/**
 * Goes through everything commit by commit, and looks after each whether all was as it must be.
 * @returns what was wrong in the eyes of whoever read then
 */
export async function replayCommits(
  databaseUrl: string,
  allowances: ReadonlyMap<string, number | null>,
): Promise<readonly string[]> {
  const client = await connected(databaseUrl)
  const { rows } = await client.query<LogRow>(
    'select relation, row, xmin::text as xid from commit_log order by pg_xact_commit_timestamp(xmin), xmin::text, position',
  )
  await client.end()
  const state = new CommittedState(allowances)
  const commits = [...Map.groupBy(rows, (row) => row.xid).values()]
  return commits.flatMap((commit) => state.take(commit))
}

class CommittedState {
  readonly #allowances: ReadonlyMap<string, number | null>
  readonly #boxes = new Map<string, Box>()
  readonly #live = new Map<string, Loan>()
  readonly #numbers = new Map<string, number>()

  constructor(allowances: ReadonlyMap<string, number | null>) {
    this.#allowances = allowances
  }

  take(commit: readonly Logged[]): readonly string[] {
    const findings: string[] = []
    const boxIds = new Set<string>()
    for (const { relation, row } of commit) {
      if (relation === 'feed') findings.push(...this.#takeNumber(row.organisation_id, row.seq))
      else if (relation === 'box') {
        this.#boxes.set(row.id, row)
        boxIds.add(row.id)
      } else {
        if (row.ended_at === null) this.#live.set(row.id, row)
        else this.#live.delete(row.id)
        boxIds.add(row.box_id)
      }
    }
    const touched = [...boxIds].flatMap((id) => this.#boxes.get(id) ?? [])
    const organisationIds = new Set(touched.flatMap(({ owner_id, holder_id }) => [owner_id, holder_id ?? []].flat()))
    findings.push(...touched.flatMap((box) => this.#lookAtBox(box)))
    findings.push(...[...organisationIds].flatMap((id) => this.#countBoxes(id)))
    return findings
  }

  #takeNumber(organisationId: string, seq: number): readonly string[] {
    const before = this.#numbers.get(organisationId) ?? 0
    this.#numbers.set(organisationId, seq)
    return seq === before + 1 ? [] : [`number: ${seq} after ${before}`]
  }

  #lookAtBox(box: Box): readonly string[] {
    const loans = [...this.#live.values()].filter((loan) => loan.box_id === box.id)
    if (loans.length > 1) return [`loans: ${loans.length} on one box`]
    const [loan] = loans
    const holderId = loan === undefined ? box.owner_id : loan.recipient_id
    return box.retired_at !== null || box.holder_id === holderId ? [] : ['holder: another than the loan says']
  }

  #countBoxes(organisationId: string): readonly string[] {
    const allowance = this.#allowances.get(organisationId) ?? null
    const counted = [...this.#boxes.values()].filter(
      ({ owner_id, holder_id, retired_at }) =>
        (owner_id === organisationId && retired_at === null) ||
        (owner_id !== organisationId && holder_id === organisationId),
    )
    return allowance === null || counted.length <= allowance ? [] : [`allowance: ${counted.length} of ${allowance}`]
  }
}

const HELD_WITHOUT_RIGHT = (what: string, condition: string) => `
  with recursive above as (
    select id as box_id, group_id from box
    union select above.box_id, "group".parent_id from above join "group" on "group".id = above.group_id
  )
  select count(*) as count from ${what} used
  join box on box.id = used.box_id
  left join loan on loan.box_id = box.id and loan.ended_at is null
  where ${condition} and not case
    when loan.id is not null then used.organisation_id is not distinct from loan.recipient_id
    else used.organisation_id = box.owner_id or exists (
      select from above join group_share on group_share.id = above.group_id
      where above.box_id = box.id and group_share.receiver_id = used.organisation_id)
  end`

/** What must never be found in the tables, by what is wrong then; each counts. */
const NEVER = {
  'a number that isn’t the feed’s last': `select count(*) from counter
    where number <> greatest(purged_to, (select max(seq) from feed where feed.organisation_id = counter.organisation_id))`,
  'a command id with two outcomes': `select count(*) from (
    select from command where not repeated group by id having count(*) > 1) twice`,
  'a laptop whose numbers have gaps': `select count(*) from installation where last_seq <> (
    select count(*) from command where installation_id = installation.id and seq between 1 and last_seq)`,
  'an expired loan that didn’t end at its time': `select count(*) from loan
    where end_reason = 'expired' and ended_at <> ends_at`,
  'a run without a right': HELD_WITHOUT_RIGHT('session', 'used.stopped_at is null'),
  'an assignment without a right': HELD_WITHOUT_RIGHT('assignment', 'true'),
} as const

export async function findInTables(databaseUrl: string): Promise<readonly string[]> {
  const client = await connected(databaseUrl)
  const findings: string[] = []
  for (const [what, query] of Object.entries(NEVER)) {
    const { rows } = await client.query<{ readonly count: string }>(query)
    if (rows[0]?.count !== '0') findings.push(`${what} (${rows[0]?.count})`)
  }
  await client.end()
  return findings
}

/** How often transactions waited in a circle. Only what has closed its connections is counted for sure. */
export async function countDeadlocks(databaseUrl: string): Promise<number> {
  const client = await connected(databaseUrl)
  const { rows } = await client.query<{ readonly deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  await client.end()
  return Number(rows[0]?.deadlocks)
}

async function connected(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  return client
}
