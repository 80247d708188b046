import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandDefinitions } from '../../../shared/commands/commands.ts'
import { ADMIN, BUILT_IN_ROLES } from '../../../shared/permissions.ts'
import type { Box } from '../../../shared/records/box.ts'
import type { Group } from '../../../shared/records/group.ts'
import { recordSchemas } from '../../../shared/records/kinds.ts'
import type { BoxId } from '../../../shared/records/scalars.ts'
import { boxesCounted } from '../../../shared/rules/allowance.ts'
import { liveLoanOf } from '../../../shared/rules/loans.ts'
import { runningSessionsOn } from '../../../shared/rules/race-use.ts'
import type { Records } from '../../../shared/state.ts'
import { KINDS, type Moment, ORGANISATION_IDS, play, sorted, stepsFrom } from '../../support/world.ts'

/** Plays worlds and holds every moment of them to a rule. */
function always(check: (moment: Moment) => void): void {
  fc.assert(
    fc.property(stepsFrom(1), (all) => play(all, check)),
    { numRuns: 100 },
  )
}

/** G2, G11, written once more: who may do what by shares on the way up from a group. */
function rightsByHand(records: Records, groupId: string | null, organisationId: string): readonly string[] {
  if (groupId === null) return []
  const share = records.get('groupShare', groupId)
  const own = share?.receiverId === organisationId ? share.permissions : []
  return [...own, ...rightsByHand(records, records.get('group', groupId)?.parentId ?? null, organisationId)]
}

/** Throws on a way that comes back to where it was. */
function wayUp(records: Records, from: Group): readonly Group[] {
  const way: Group[] = []
  for (let at: Group | undefined = from; at; at = records.get('group', at.parentId ?? '')) {
    if (way.includes(at)) throw new Error('groups in a circle')
    way.push(at)
  }
  return way
}

function mayUse(records: Records, box: Box | undefined, organisationId: string, right: string): boolean {
  if (box === undefined) return false
  if (box.holderId === organisationId) return true
  return box.holderId === box.ownerId && rightsByHand(records, box.groupId, organisationId).includes(right)
}

const boxIdsIn = (records: Records) => [...records.all('box')].map((box) => box.id)

describe('whatever is commanded', () => {
  it('[L8] a box has at most one live loan, and is with whom that says', () => {
    always(({ after }) => {
      for (const boxId of boxIdsIn(after)) {
        const live = after.where('loan', 'boxId', boxId).filter((loan) => loan.endedAt === undefined)
        expect(live.length).toBeLessThanOrEqual(1)
        const box = after.get('box', boxId)
        const [loan] = live
        if (box) expect(box.holderId).toBe(loan ? (loan.recipientId ?? null) : box.ownerId)
      }
    })
  })

  it('[L9] [R2] [G8] [G9] no timing run and no assignment is left without a right to the box', () => {
    always(({ after, decision }) => {
      // What was refused wrote nothing: then what is due is settled with the next.
      if (decision.kind !== 'accepted') return
      for (const boxId of boxIdsIn(after)) {
        const box = after.get('box', boxId)
        const runs = runningSessionsOn(after, boxId)
        expect(runs.length).toBeLessThanOrEqual(1)
        for (const run of runs) expect(mayUse(after, box, run.organisationId, 'timing.run')).toBe(true)
        const assignment = after.get('assignment', boxId)
        if (assignment) expect(mayUse(after, box, assignment.organisationId, 'box.use')).toBe(true)
      }
    })
  })

  it('[R1] an assignment is to an event that is on, and to checkpoints of it', () => {
    always(({ after }) => {
      for (const assignment of after.all('assignment')) {
        const event = assignment.eventId === undefined ? undefined : after.get('event', assignment.eventId)
        expect(event).toMatchObject({ organisationId: assignment.organisationId })
        expect(event).not.toHaveProperty('archivedAt')
        for (const id of assignment.checkpointIds) {
          const checkpoint = after.get('checkpoint', id)
          expect(after.get('race', checkpoint?.raceId ?? '')?.eventId).toBe(assignment.eventId)
        }
      }
      for (const checkpoint of after.all('checkpoint')) expect(after.get('race', checkpoint.raceId)).toBeDefined()
    })
  })

  it('[L6] nobody gets beyond the plan', () => {
    always(({ after }) => {
      for (const id of ORGANISATION_IDS) {
        const { allowance } = after.get('organisation', id) ?? {}
        if (typeof allowance === 'number') expect(boxesCounted(after, id).length).toBeLessThanOrEqual(allowance)
      }
    })
  })

  it('[L4] [L9] a loan ends no later than its time, once and for all, and no accepted command leaves a due one', () => {
    always(({ before, after, decision, now, step }) => {
      for (const loan of after.all('loan')) {
        if (loan.endedAt !== undefined) expect(loan.endedAt <= loan.endsAt).toBe(true)
        else if (decision.kind === 'accepted') expect(loan.endsAt > now).toBe(true)
        const earlier = before.get('loan', loan.id)
        // L13: an extension that was given in time may come late.
        if (earlier?.endedAt !== undefined && step.type !== 'extendShare') {
          expect({ ...loan, backAt: undefined }).toEqual({ ...earlier, backAt: undefined })
        }
      }
    })
  })

  it('[L15] a loan goes to another organisation, and an addressed one to nobody but the addressee', () => {
    always(({ after }) => {
      for (const loan of after.all('loan')) {
        expect(loan.recipientId === undefined).toBe(loan.acceptedAt === undefined)
        expect(loan.recipientId).not.toBe(loan.ownerId)
        if (loan.addressedToId === undefined || loan.recipientId === undefined) continue
        expect(loan.recipientId).toBe(loan.addressedToId)
      }
    })
  })

  it('[O7] nobody changes what is another’s, but through a loan or a share between the two', () => {
    always(({ before, after, step, decision, now }) => {
      if (decision.kind !== 'accepted') return
      const isTheirs = (boxId: BoxId) => {
        const sides = after.where('loan', 'boxId', boxId).flatMap((loan) => [loan.ownerId, loan.recipientId])
        const box = after.get('box', boxId)
        const edits = rightsByHand(before, box?.groupId ?? null, step.by)
        return box?.ownerId === step.by || sides.includes(step.by) || edits.includes('box.edit')
      }
      for (const { kind, body } of decision.changes) {
        if (kind === 'event' || kind === 'race' || kind === 'checkpoint')
          expect(body?.organisationId ?? step.by).toBe(step.by)
        if (kind !== 'box' || body === null) continue
        const due = liveLoanOf(before, body.id)
        expect(isTheirs(body.id) || (due !== undefined && due.endsAt <= now)).toBe(true)
      }
    })
  })

  it('[O7] groups, roles and people are changed by their own organisation alone', () => {
    const own = new Set(['group', 'role', 'invitation', 'member', 'installation', 'organisation'])
    always(({ before, after, step, decision }) => {
      const changes = decision.kind === 'accepted' ? decision.changes.filter(({ kind }) => own.has(kind)) : []
      for (const { kind, id } of changes) {
        const record = after.get(kind, id) ?? before.get(kind, id)
        expect(Object.values(record ?? {})).toContain(step.by)
      }
    })
  })

  it('[L16] every step of a loan is in the history of those it concerns, without the other side’s people', () => {
    always(({ step, decision }) => {
      if (decision.kind !== 'accepted') return
      const entries = decision.changes.flatMap((change) => (change.kind === 'historyEntry' ? (change.body ?? []) : []))
      expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length)
      for (const entry of entries.filter(({ organisationId }) => organisationId !== step.by)) {
        expect([entry.memberName, entry.installationName]).toEqual([null, null])
      }
      const loans = decision.changes.flatMap((change) => (change.kind === 'loan' ? (change.body ?? []) : []))
      for (const loan of loans) {
        const told = entries.filter(({ loanId }) => loanId === loan.id).map(({ organisationId }) => organisationId)
        // The owner's tick is the owner's alone.
        const sides = loan.backAt !== undefined || loan.recipientId === undefined ? [] : [loan.recipientId]
        expect(told).toEqual(expect.arrayContaining([loan.ownerId, ...sides]))
      }
    })
  })

  it('[G1] [G3] groups are trees of one owner, and nobody meets another organisation on the way up or down', () => {
    always(({ after }) => {
      for (const group of after.all('group')) {
        const way = wayUp(after, group)
        for (const { ownerId } of way) expect(ownerId).toBe(group.ownerId)
        const receivers = way.flatMap(({ id }) => after.get('groupShare', id)?.receiverId ?? [])
        expect(new Set(receivers).size).toBeLessThanOrEqual(1)
      }
      for (const share of after.all('groupShare')) {
        expect(after.get('group', share.id)?.ownerId).toBe(share.ownerId)
        expect(share.receiverId).not.toBe(share.ownerId)
      }
      for (const box of after.all('box')) {
        if (box.groupId !== null) expect(after.get('group', box.groupId)?.ownerId).toBe(box.ownerId)
      }
    })
  })

  it('[G6] [O5] a share carries what its role has now, cut down; every member, invitation and share has its role', () => {
    const known = new Set(['box.view', 'box.edit', 'box.use', 'timing.run'])
    always(({ after }) => {
      const roleOf = (id: string) => BUILT_IN_ROLES.find((role) => role.id === id) ?? after.get('role', id)
      for (const share of after.all('groupShare')) {
        const role = roleOf(share.roleId)
        const cut = (role?.permissions ?? []).filter((permission) => known.has(permission))
        expect([share.roleName, [...share.permissions].toSorted()]).toEqual([role?.name, cut.toSorted()])
      }
      for (const kind of ['member', 'invitation'] as const) {
        for (const { roleId } of after.all(kind)) expect(roleOf(roleId)).toBeDefined()
      }
      for (const id of ORGANISATION_IDS) {
        const admins = [...after.all('member')].filter((m) => m.organisationId === id && m.roleId === ADMIN.id)
        expect(admins.length).toBeGreaterThan(0)
      }
    })
  })

  it('[L10] every record stays one of its kind, and a refusal changes nothing, but keeps the run that wasn’t let start', () => {
    always(({ before, after, decision, changes, step, now }) => {
      for (const { kind, body } of changes) {
        if (body) expect(recordSchemas[kind].unwrap().strict().parse(body)).toEqual(body)
      }
      if (decision.kind === 'accepted') return
      expect(decision.kind).toBe('refused')
      if (changes.length > 0) {
        expect(step.type).toBe('startSession')
        const [run, ...more] = changes.flatMap((change) =>
          change.kind === 'session' && change.body?.stopReason === 'refused' ? [change.body] : [],
        )
        expect(more).toEqual([])
        expect(run).toMatchObject({ organisationId: step.by })
        expect((run?.startedAt ?? '') <= (run?.stoppedAt ?? '') && (run?.stoppedAt ?? now) <= now).toBe(true)
        return
      }
      for (const kind of KINDS) expect(sorted(after, kind)).toEqual(sorted(before, kind))
    })
  })

  it('the worlds get far: every command is accepted in some of them', () => {
    const accepted = new Set<string>()
    const isRare = () => accepted.size < Object.keys(commandDefinitions).length
    for (let seed = 20_260_606; isRare() && seed < 20_260_636; seed += 1) {
      for (const all of fc.sample(stepsFrom(60), { numRuns: 50, seed })) {
        play(all, ({ step, decision }) => decision.kind === 'accepted' && accepted.add(step.type))
      }
    }
    expect([...accepted].toSorted()).toEqual(Object.keys(commandDefinitions).toSorted())
  })
})
