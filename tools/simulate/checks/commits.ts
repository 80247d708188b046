import type { Query } from '../stand-ins/pglite.ts'
import { must } from './invariants.ts'

interface CommitRow {
  readonly counters: readonly { readonly id: string; readonly number: number }[]
  readonly fresh: readonly { readonly id: string; readonly seq: number }[]
  readonly holders: readonly {
    readonly box: string
    readonly owner: string
    readonly holder: string | null
    readonly retired: boolean
    readonly loans: readonly { readonly recipient: string | null }[]
  }[]
}

/** The numbers, who holds which box, and what was given a number since. */
const STATE = `
  select
    (select json_agg(json_build_object('id', organisation_id, 'number', number)) from counter) as counters,
    (select json_agg(json_build_object('box', b.id, 'owner', b.owner_id, 'holder', b.holder_id,
      'retired', b.retired_at is not null, 'loans',
      (select coalesce(json_agg(json_build_object('recipient', l.recipient_id)), '[]')
        from loan l where l.box_id = b.id and l.ended_at is null))) from box b) as holders,
    (select json_agg(json_build_object('id', f.organisation_id, 'seq', f.seq))
      from feed f join unnest($1::uuid[], $2::bigint[]) as known(id, number)
        on f.organisation_id = known.id and f.seq > known.number) as fresh`

/** What must hold in every state that anybody could ever see: at each commit of the cloud. */
export class CommitChecks {
  /** By organisation; the others have none. */
  readonly #allowances = new Map<string, number>()
  #numbers = new Map<string, number>()

  allow(organisationId: string, allowance: number): void {
    this.#allowances.set(organisationId, allowance)
  }

  /** After a restore numbers go on from an earlier one. */
  forget(): void {
    this.#numbers = new Map()
  }

  async look(query: Query): Promise<void> {
    const known = [[...this.#numbers.keys()], [...this.#numbers.values()]]
    const [row] = await query<{ [K in keyof CommitRow]: CommitRow[K] | null }>(STATE, known)
    this.#checkNumbers(row?.counters ?? [], row?.fresh ?? [])
    this.#checkHolders(row?.holders ?? [])
  }

  #checkNumbers(counters: CommitRow['counters'], fresh: CommitRow['fresh']): void {
    const byOrganisation = Map.groupBy(fresh, ({ id }) => id)
    for (const { id, number } of counters) {
      const known = this.#numbers.get(id)
      if (known !== undefined) {
        const given = (byOrganisation.get(id) ?? []).map(({ seq }) => seq).toSorted((a, b) => a - b)
        const expected = Array.from({ length: Math.max(0, number - known) }, (_, index) => known + 1 + index)
        must(String(given) === String(expected), 'gapless', () => `${id} went from ${known} to ${number} with ${given}`)
      }
      this.#numbers.set(id, number)
    }
  }

  #checkHolders(boxes: CommitRow['holders']): void {
    const held = new Map<string, number>()
    for (const { box, owner, holder, retired, loans } of boxes) {
      must(loans.length <= 1, 'one-holder', () => `box ${box} has ${loans.length} live loans`)
      const [loan] = loans
      const rightful = loan === undefined ? owner : loan.recipient
      must(holder === rightful, 'one-holder', () => `box ${box} is held by ${holder}, and should be by ${rightful}`)
      const counted = new Set([...(retired ? [] : [owner]), ...(loan?.recipient ? [loan.recipient] : [])])
      for (const id of counted) held.set(id, (held.get(id) ?? 0) + 1)
    }
    for (const [id, allowance] of this.#allowances) {
      const count = held.get(id) ?? 0
      must(count <= allowance, 'allowance', () => `${id} has ${count} boxes of at most ${allowance}`)
    }
  }
}
