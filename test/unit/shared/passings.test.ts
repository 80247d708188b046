import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BoxId, type OrganisationId, timePlus } from '../../../shared/records/scalars.ts'
import type { Session } from '../../../shared/records/session.ts'
import { ASIDE_LASTS_MS, countedTime, placeOf } from '../../../shared/rules/passings.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { put, uuid } from '../../support/sample-records.ts'

const SIERRA = uuid('a', 1) as OrganisationId
const COSTA = uuid('a', 2) as OrganisationId
const BOX = uuid('b', 1) as BoxId
const DAY = '2026-06-06'
const at = (time: string) => `${DAY}T${time}:00.000Z`

const BORROWED = { acceptedAt: at('08:00'), endsAt: at('16:00') }
const RUN = { id: uuid('f', 1), startedAt: at('09:00') }

function records(loan: object | undefined, ...runs: readonly object[]): MemoryRecords {
  const all = new MemoryRecords()
  const known = {
    serial: 'S1',
    alias: '',
    model: '',
    firmware: '',
    groupId: null,
    registeredAt: '2026-01-01T00:00:00.000Z',
  }
  all.apply(put('box', { id: BOX, ...known, ownerId: SIERRA, holderId: SIERRA }))
  if (loan) {
    const lent = { boxId: BOX, boxSerial: 'S1', boxAlias: '', ownerId: SIERRA, recipientId: COSTA, validity: '1d' }
    all.apply(put('loan', { id: uuid('c', 1), ...lent, createdAt: at('07:00'), ...BORROWED, ...loan }))
  }
  for (const run of runs) {
    const base = { organisationId: COSTA, boxId: BOX, boxSerial: 'S1', checkpointIds: [], alias: '' }
    all.apply(put('session', { ...base, startedById: uuid('d', 1), ...RUN, ...run }))
  }
  return all
}

function kindFor(all: MemoryRecords, viewer: OrganisationId, countedAt: string, learntAt?: string, runId = RUN.id) {
  const session = all.get('session', runId) as Session | undefined
  const own = session?.organisationId === viewer ? session : undefined
  const place = placeOf(all, viewer, { boxId: BOX, countedAt, session: own, learntAt })
  return place.kind
}

describe('[L10] the time that counts', () => {
  const stamp = { receivedAt: at('10:00'), clockOffsetMs: 0, registeredAt: '2026-01-01T00:00:00.000Z' }

  it('is the box’s stamp less its clock’s offset', () => {
    const ahead = { ...stamp, at: at('09:59'), clockOffsetMs: 1500 }
    expect(countedTime(ahead)).toEqual({ countedAt: `${DAY}T09:58:58.500Z`, countedBy: 'stamp' })
  })

  it.each([
    ['1970, without a clock', '1970-01-01T00:03:12.000Z', 'received'],
    ['a moment before the box was registered', '2025-12-31T23:59:59.999Z', 'received'],
    ['the moment of its registration', '2026-01-01T00:00:00.000Z', 'stamp'],
    ['five minutes ahead', at('10:05'), 'stamp'],
    ['more than that', `${DAY}T10:05:00.001Z`, 'received'],
    ['2099', '2099-01-01T00:00:00.000Z', 'received'],
  ])('%s counts by %3$s', (_, stampAt, countedBy) => {
    expect(countedTime({ ...stamp, at: stampAt })).toEqual({
      countedAt: countedBy === 'stamp' ? stampAt : at('10:00'),
      countedBy,
    })
  })

  it('never throws, and is a time, whatever stamp and offset come', () => {
    const time = fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
    fc.assert(
      fc.property(time, time, fc.integer({ min: -4e12, max: 4e12 }), (made, received, clockOffsetMs) => {
        const counted = countedTime({
          ...{ at: made.toISOString(), receivedAt: received.toISOString(), clockOffsetMs },
          registeredAt: stamp.registeredAt,
        })
        expect(counted.countedAt).toHaveLength(24)
      }),
    )
  })
})

describe('[L10] whose a passing is', () => {
  it.each([
    ['before the loan', '07:59', 'not-ours', 'outside'],
    ['from its acceptance on', '08:00', 'outside', 'not-ours'],
    ['up to its end', '15:59', 'outside', 'not-ours'],
    ['at its end', '16:00', 'not-ours', 'outside'],
  ])('outside any run, %s: who held the box', (_, time, costa, sierra) => {
    const all = records({ endedAt: at('16:00'), endReason: 'expired' })
    expect([kindFor(all, COSTA, at(time)), kindFor(all, SIERRA, at(time))]).toEqual([costa, sierra])
  })

  it.each([
    ['before its start', '08:59', 'outside'],
    ['from its start', '09:00', 'session'],
    ['to the end of the right', '15:59', 'session'],
    ['a loan’s end is known to both from the start', '16:00', 'aside'],
  ])('in a run, %s', (_, time, place) => {
    // Nobody has heard yet that the loan is over: time alone ends it.
    expect(kindFor(records({}, {}), COSTA, at(time))).toBe(place)
    const ended = records(
      { endedAt: at('16:00'), endReason: 'expired' },
      { stoppedAt: at('16:00'), stopReason: 'loan-ended' },
    )
    expect(kindFor(ended, COSTA, at(time))).toBe(place)
  })

  it('a revocation counts from when the laptop could know it', () => {
    const all = records(
      { endedAt: at('12:00'), endReason: 'revoked' },
      { stoppedAt: at('12:00'), stopReason: 'loan-ended' },
    )
    expect(kindFor(all, COSTA, at('12:30'))).toBe('session')
    expect(kindFor(all, COSTA, at('12:30'), at('13:00'))).toBe('session')
    expect(kindFor(all, COSTA, at('13:00'), at('13:00'))).toBe('aside')
    // The owner doesn't get it a second time by asking for its own.
    expect(kindFor(all, SIERRA, at('12:30'))).toBe('outside')
  })

  it.each(['share-ended', 'box-lent'] as const)(
    'so does the end of a share, and a lending by a colleague (%s)',
    (stopReason) => {
      const all = records(undefined, { stoppedAt: at('12:00'), stopReason })
      expect(kindFor(all, COSTA, at('11:59'), at('12:00'))).toBe('session')
      expect(kindFor(all, COSTA, at('12:30'))).toBe('session')
      expect(kindFor(all, COSTA, at('12:30'), at('12:10'))).toBe('aside')
    },
  )

  it('a box that its owner lends in the middle of a run stays the owner’s until somebody has it', () => {
    const run = { organisationId: SIERRA, stoppedAt: at('07:00'), stopReason: 'box-lent', startedAt: at('06:00') }
    const all = records({}, run)
    expect(kindFor(all, SIERRA, at('07:30'), at('07:00'))).toBe('outside')
    expect(kindFor(all, SIERRA, at('08:30'), at('07:00'))).toBe('aside')
  })

  it('a run that the cloud refused counts like any other, until the laptop heard of it', () => {
    const all = records(
      { endedAt: at('08:30'), endReason: 'revoked' },
      { stoppedAt: at('09:00'), stopReason: 'refused' },
    )
    expect(kindFor(all, COSTA, at('11:00'), at('13:00'))).toBe('session')
    expect(kindFor(all, COSTA, at('13:00'), at('13:00'))).toBe('aside')
  })

  it('what comes late of an earlier run goes into that run, and what is between runs into none', () => {
    const first = { id: uuid('f', 2), startedAt: at('08:10'), stoppedAt: at('08:40'), stopReason: 'stopped' }
    const all = records({}, {}, first)
    const place = placeOf(all, COSTA, {
      ...{ boxId: BOX, countedAt: at('08:20'), session: all.get('session', RUN.id) },
    })
    expect(place).toMatchObject({ kind: 'session', session: { id: first.id } })
    expect(kindFor(all, COSTA, at('08:45'))).toBe('outside')
  })

  it('[L19] is set aside for a day after the right has ended, and is nobody’s here after that', () => {
    const all = records(
      { endedAt: at('16:00'), endReason: 'expired' },
      { stoppedAt: at('16:00'), stopReason: 'loan-ended' },
    )
    expect(kindFor(all, COSTA, timePlus(at('16:00'), ASIDE_LASTS_MS - 1))).toBe('aside')
    expect(kindFor(all, COSTA, timePlus(at('16:00'), ASIDE_LASTS_MS))).toBe('not-ours')
  })

  it('[L19] an adopted gap takes what lies in it, and no more', () => {
    const gap = {
      id: uuid('f', 3),
      startedAt: at('16:00'),
      stoppedAt: at('16:20'),
      stopReason: 'stopped',
      adopts: RUN.id,
    }
    const ended = { stoppedAt: at('16:00'), stopReason: 'loan-ended' }
    const all = records({ endedAt: at('16:00'), endReason: 'expired' }, ended, gap)
    expect(kindFor(all, COSTA, at('16:10'), undefined, gap.id)).toBe('session')
    expect(kindFor(all, COSTA, at('15:59'), undefined, gap.id)).toBe('session')
    expect(kindFor(all, COSTA, at('16:20'), undefined, gap.id)).toBe('not-ours')
  })

  it('outside runs, never two organisations’ at once, at any time of any loan', () => {
    const minute = fc.integer({ min: 0, max: 24 * 60 })
    const moment = (minutes: number) => timePlus(`${DAY}T00:00:00.000Z`, minutes * 60_000)
    fc.assert(
      fc.property(minute, minute, minute, (accepted, ended, passed) => {
        const all = records({ acceptedAt: moment(accepted), endsAt: moment(Math.max(accepted, ended)) })
        const owners = [SIERRA, COSTA].filter((viewer) => kindFor(all, viewer, moment(passed)) === 'outside')
        expect(owners).toHaveLength(1)
      }),
    )
  })
})
