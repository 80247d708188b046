import { expect, test } from 'vitest'
import { shellFacts } from '../../../renderer/shell/shell-facts.ts'
import { readRequest } from '../../../renderer/shell/shell-requests.tsx'
import { isFirstStateKnown } from '../../../renderer/shell/use-painted.ts'
import { createTracksideStore } from '../../../renderer/store.ts'
import { linkSchema } from '../../../shared/desktop-live.ts'
import { settingsSchema } from '../../../shared/desktop-settings.ts'
import { boxIdSchema } from '../../../shared/records/scalars.ts'
import { pageFactsSchema } from '../../../shared/shell-messages.ts'
import { MemoryRecords } from '../../../shared/state.ts'
import { COSTA_ID, MEMBER_ID, put, SIERRA_ID, sierra, sierraTimer, uuid } from '../../support/sample-records.ts'

const HERE = boxIdSchema.parse(uuid('b', 1))
const ELSEWHERE = boxIdSchema.parse(uuid('b', 2))
const link = linkSchema.parse({
  ...{ boxId: HERE, address: { host: '10.0.0.1', port: 1 }, state: 'connected', since: '2026-06-07T07:41:00.000Z' },
  counts: { known: 0, notOurs: 0, unreadable: 0 },
})

function run(number: number, boxId: string, part: object = {}) {
  return put('session', {
    ...{ id: uuid('f', number), organisationId: SIERRA_ID, boxId, boxSerial: `CLBX3020${number}` },
    ...{ checkpointIds: [], alias: 'FINISH', startedById: MEMBER_ID, startedAt: '2026-06-07T07:41:00.000Z', ...part },
  })
}

function stateWith(...changes: readonly ReturnType<typeof run>[]) {
  const records = new MemoryRecords()
  for (const change of changes) records.apply(change)
  const status = { identity: { member: sierraTimer, organisation: sierra, permissions: [] } } as never
  return { ...createTracksideStore().getState(), status, records, links: new Map([[HERE, link]]) }
}

test('[R5] the shell knows the runs that this laptop records, not those of other laptops, others’ or over', () => {
  const facts = shellFacts(
    stateWith(
      run(1, HERE),
      run(2, ELSEWHERE),
      run(3, HERE, { organisationId: COSTA_ID }),
      run(4, HERE, { stoppedAt: '2026-06-07T08:00:00.000Z', stopReason: 'stopped' }),
    ),
  )
  expect(facts).toEqual({ runs: ['CLBX30201'], unsent: 0, attention: 0, language: 'en', theme: 'system' })
  expect(pageFactsSchema.parse(facts)).toEqual(facts)
})

test('[R5] the shell knows how much is unsent and needs attention, and of nobody when nobody is signed in', () => {
  const pending = [{}, {}] as never
  const cards = [{}] as never
  expect(shellFacts({ ...stateWith(), pending, cards })).toEqual({
    runs: [],
    unsent: 2,
    attention: 1,
    language: 'en',
    theme: 'system',
  })
  expect(shellFacts({ ...stateWith(run(1, HERE)), pending, cards, status: undefined })).toEqual({
    runs: [],
    unsent: 0,
    attention: 0,
    language: 'en',
    theme: 'system',
  })
})

test('the shell knows what is spoken, and apart from that what was chosen', () => {
  const settings = settingsSchema.parse({ language: 'it', theme: 'sunlight' })
  const facts = shellFacts({ ...stateWith(), status: { settings } as never })
  expect(facts).toMatchObject({ language: 'it', chosenLanguage: 'it', theme: 'sunlight' })
  expect(pageFactsSchema.parse(facts)).toEqual(facts)
  const asComputer = shellFacts({ ...stateWith(), status: { settings: settingsSchema.parse({}) } as never })
  expect(asComputer).not.toHaveProperty('chosenLanguage')
})

test('only the shell’s requests are taken, and only those that are known', () => {
  const asked = { type: 'go', screen: 'loans' }
  expect(readRequest({ tracksideShell: asked })).toEqual(asked)
  for (const other of [
    undefined,
    null,
    'trackside-core',
    asked,
    { tracksideShell: { type: 'go', screen: '//evil' } },
  ]) {
    expect(readRequest(other)).toBeUndefined()
  }
})

test('the start is over when nobody is known to be signed in, or when their first records are there', () => {
  const { status, versions } = createTracksideStore().getState()
  expect(isFirstStateKnown({ status, versions })).toBe(false)
  expect(isFirstStateKnown({ status: { identity: undefined } as never, versions })).toBe(true)
  const signedIn = { identity: { member: sierraTimer } } as never
  expect(isFirstStateKnown({ status: signedIn, versions })).toBe(false)
  expect(isFirstStateKnown({ status: signedIn, versions: { ...versions, box: 1 } })).toBe(true)
})
