import { describe, expect, it } from 'vitest'
import { type RaceAction, raceActionSchema } from '../../../shared/records/race-action.ts'
import { raceEntries, standingActions } from '../../../shared/rules/race-entries.ts'

function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

/** Action `number`, recorded in that second of ten o'clock. */
function action(number: number, fields: Partial<Record<keyof RaceAction, unknown>> = {}): RaceAction {
  const at = new Date(Date.parse('2026-06-07T10:00:00.000Z') + number * 1000).toISOString()
  return raceActionSchema.parse({
    id: uuid(number),
    organisationId: uuid(1000),
    raceId: uuid(1001),
    kind: 'TIME',
    at,
    memberId: uuid(1002),
    recordedAt: at,
    ...fields,
  })
}

function crossOut(number: number, withdrawn: RaceAction): RaceAction {
  return action(number, { kind: 'CROSS_OUT', withdraws: withdrawn.id })
}

function completion(number: number, open: RaceAction, bib: string): RaceAction {
  return action(number, { at: open.at, bib, withdraws: open.id })
}

function shown(actions: readonly RaceAction[]) {
  return raceEntries(actions).map(({ action: { id }, crossedOutBy }) => [id, crossedOutBy?.id])
}

function standing(actions: readonly RaceAction[]) {
  return standingActions(actions).map(({ id }) => id)
}

describe('race entries', () => {
  it('[R4] lists the latest moment first, and sends the earliest first', () => {
    const [one, two] = [action(1), action(2, { kind: 'START' })]
    expect(shown([one, two])).toEqual([
      [two.id, undefined],
      [one.id, undefined],
    ])
    expect(standing([two, one])).toEqual([one.id, two.id])
  })

  it('[R4] an entry that is crossed out stays in the list, with what crossed it out, and counts no more', () => {
    const dnf = action(1, { kind: 'DNF', bib: '12' })
    const out = crossOut(2, dnf)
    expect(shown([dnf, out])).toEqual([[dnf.id, out.id]])
    expect(standing([dnf, out])).toEqual([])
  })

  it('[R4] crossing out a crossing-out restores, as often as one likes', () => {
    const dnf = action(1, { kind: 'DNF', bib: '12' })
    const out = crossOut(2, dnf)
    const back = crossOut(3, out)
    expect(shown([back, dnf, out])).toEqual([[dnf.id, undefined]])
    const again = crossOut(4, back)
    expect(shown([again, back, dnf, out])).toEqual([[dnf.id, out.id]])
    let last = again
    const many = [again, back, dnf, out]
    for (let number = 5; number < 20_005; number += 1) {
      last = crossOut(number, last)
      many.push(last)
    }
    expect(shown(many)).toEqual([[dnf.id, out.id]])
  })

  it('[R4] of two crossings-out one is enough', () => {
    const note = action(1, { kind: 'NOTE', note: 'fog' })
    const [out, twice] = [crossOut(2, note), crossOut(3, note)]
    expect(shown([note, out, twice, crossOut(4, out)])).toEqual([[note.id, twice.id]])
  })

  it('[R4] a time by hand and its bib are one entry, that is not crossed out', () => {
    const open = action(1)
    const done = completion(5, open, '12')
    expect(shown([open, done])).toEqual([[done.id, undefined]])
    expect(raceEntries([open, done])[0]?.completes).toBe(open)
    expect(standing([open, done])).toEqual([done.id])
  })

  it('[R4] with its bib crossed out, the time waits for one again', () => {
    const open = action(1)
    const done = completion(5, open, '12')
    const out = crossOut(6, done)
    expect(shown([open, done, out])).toEqual([
      [done.id, out.id],
      [open.id, undefined],
    ])
    expect(standing([open, done, out])).toEqual([open.id])
  })

  it('[R4] a time crossed out together with its bib is one line, and comes back as one', () => {
    const open = action(1)
    const done = completion(5, open, '12')
    const [out, outToo] = [crossOut(6, done), crossOut(7, open)]
    expect(shown([open, done, out, outToo])).toEqual([[done.id, out.id]])
    expect(standing([open, done, out, outToo])).toEqual([])
    const back = crossOut(8, out)
    expect(shown([open, done, out, outToo, back])).toEqual([[done.id, undefined]])
  })

  it('[R4] another bib for the same time leaves the wrong one in sight', () => {
    const open = action(1)
    const wrong = completion(5, open, '12')
    const out = crossOut(6, wrong)
    const right = completion(7, open, '21')
    expect(shown([open, wrong, out, right])).toEqual([
      [right.id, undefined],
      [wrong.id, out.id],
    ])
    expect(standing([open, wrong, out, right])).toEqual([right.id])
  })

  it('[R4] a withdrawal at another moment, or of another kind, is no completion', () => {
    const open = action(1)
    const other = action(5, { bib: '12', withdraws: open.id })
    expect(shown([open, other])).toEqual([
      [other.id, undefined],
      [open.id, other.id],
    ])
    const penalty = action(6, { kind: 'PENALTY', at: open.at, withdraws: open.id })
    expect(shown([open, penalty])).toEqual([
      [penalty.id, undefined],
      [open.id, penalty.id],
    ])
  })

  it('[R4] what withdraws something unknown, or itself in a circle, stands', () => {
    const lost = action(1, { bib: '1', withdraws: uuid(99) })
    expect(standing([lost])).toEqual([lost.id])
    const [one, two] = [action(2, { withdraws: uuid(3) }), action(3, { withdraws: uuid(2) })]
    expect(raceEntries([one, two]).length).toBeGreaterThan(0)
  })
})
