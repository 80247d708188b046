import type { Choices } from './choices.ts'

export const PASSWORD = 'correct horse battery'

/** The three organisations, of which the first is soon at its limit. */
export const PLANS = [
  { organisationName: 'Sierra', email: 'ada@sierra.example', plan: 'FREE', allowance: 2 },
  { organisationName: 'Costa', email: 'ada@costa.example', plan: 'CLUB', allowance: 10 },
  { organisationName: 'Valle', email: 'ada@valle.example', plan: 'UNLIMITED', allowance: null },
] as const

interface Given {
  readonly type: string
  readonly args: Record<string, unknown>
}

/** With what every organisation begins. */
export function scene(pick: Choices): Given[] {
  const [boxId, groupId, eventId, raceId] = [pick.uuid(), pick.uuid(), pick.uuid(), pick.uuid()]
  return [
    { type: 'registerBox', args: { boxId, serial: 'CLBX1' } },
    { type: 'registerBox', args: { boxId: pick.uuid(), serial: 'CLBX2' } },
    { type: 'createGroup', args: { groupId, name: 'Kit' } },
    { type: 'moveBoxToGroup', args: { boxId, groupId } },
    { type: 'createEvent', args: { eventId, name: 'Run', date: '2026-06-06' } },
    { type: 'createRace', args: { raceId, eventId, name: '10 km' } },
    { type: 'createCheckpoint', args: { checkpointId: pick.uuid(), raceId, name: 'Finish', kind: 'FINISH' } },
  ]
}
