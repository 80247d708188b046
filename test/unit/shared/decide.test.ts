import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandDefinitions } from '../../../shared/commands/commands.ts'
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

  it('[L9] [R2] no timing run and no assignment is left without a right to the box', () => {
    always(({ after, decision }) => {
      // What was refused wrote nothing: then what is due is settled with the next.
      if (decision.kind !== 'accepted') return
      for (const boxId of boxIdsIn(after)) {
        const box = after.get('box', boxId)
        const runs = runningSessionsOn(after, boxId)
        expect(runs.length).toBeLessThanOrEqual(1)
        for (const run of runs) expect(run.organisationId).toBe(box?.holderId)
        const assignment = after.get('assignment', boxId)
        if (assignment) expect(assignment.organisationId).toBe(box?.holderId)
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
    always(({ before, after, decision, now }) => {
      for (const loan of after.all('loan')) {
        if (loan.endedAt !== undefined) expect(loan.endedAt <= loan.endsAt).toBe(true)
        else if (decision.kind === 'accepted') expect(loan.endsAt > now).toBe(true)
        const earlier = before.get('loan', loan.id)
        if (earlier?.endedAt !== undefined) {
          expect({ ...loan, backAt: undefined }).toEqual({ ...earlier, backAt: undefined })
        }
        expect(loan.recipientId === undefined).toBe(loan.acceptedAt === undefined)
        expect(loan.recipientId).not.toBe(loan.ownerId)
        if (loan.addressedToId !== undefined && loan.recipientId !== undefined) {
          expect(loan.recipientId).toBe(loan.addressedToId)
        }
      }
    })
  })

  it('[O7] nobody changes what is another’s, but through a loan between the two', () => {
    always(({ before, after, step, decision, now }) => {
      if (decision.kind !== 'accepted') return
      const isTheirs = (boxId: BoxId) => {
        const sides = after.where('loan', 'boxId', boxId).flatMap((loan) => [loan.ownerId, loan.recipientId])
        return after.get('box', boxId)?.ownerId === step.by || sides.includes(step.by)
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

  it('every record stays one of its kind, and a refusal changes nothing', () => {
    always(({ before, after, decision }) => {
      if (decision.kind === 'accepted') {
        for (const { kind, body } of decision.changes) {
          if (body) expect(recordSchemas[kind].unwrap().strict().parse(body)).toEqual(body)
        }
        return
      }
      expect(decision.kind).toBe('refused')
      for (const kind of KINDS) expect(sorted(after, kind)).toEqual(sorted(before, kind))
    })
  })

  it('the worlds get far: every command is accepted in some of them', () => {
    const accepted = new Set<string>()
    fc.assert(
      fc.property(stepsFrom(60), (all) =>
        play(all, ({ step, decision }) => decision.kind === 'accepted' && accepted.add(step.type)),
      ),
      { numRuns: 300, seed: 20_260_606 },
    )
    expect([...accepted].toSorted()).toEqual(Object.keys(commandDefinitions).toSorted())
  })
})
