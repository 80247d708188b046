import type { Choices } from './choices.ts'

/** When every story begins. */
export const START_MS = Date.UTC(2026, 5, 6, 8)
export const PASSWORD = 'correct horse battery'

/** The three organisations, of which the first is soon at its limit. */
export const PLANS = [
  { organisationName: 'Sierra', email: 'ada@sierra.example', plan: 'FREE', allowance: 2 },
  { organisationName: 'Costa', email: 'ada@costa.example', plan: 'CLUB', allowance: 10 },
  { organisationName: 'Valle', email: 'ada@valle.example', plan: 'UNLIMITED', allowance: null },
] as const

interface Scene {
  readonly commands: { type: string; args: Record<string, unknown> }[]
  /** On which a run begins at once. */
  readonly timedBox: { readonly boxId: string; readonly serial: string }
}

/** With what every organisation begins. */
export function scene(pick: Choices): Scene {
  const [boxId, groupId, eventId, raceId] = [pick.uuid(), pick.uuid(), pick.uuid(), pick.uuid()]
  const [serial, checkpointId] = ['CLBX1', pick.uuid()]
  const commands = [
    { type: 'registerBox', args: { boxId, serial } },
    { type: 'createGroup', args: { groupId, name: 'Kit' } },
    { type: 'moveBoxToGroup', args: { boxId, groupId } },
    { type: 'createEvent', args: { eventId, name: 'Run', date: '2026-06-06' } },
    { type: 'createRace', args: { raceId, eventId, name: '10 km' } },
    { type: 'createCheckpoint', args: { checkpointId, raceId, name: 'Finish', kind: 'FINISH' } },
    { type: 'assignBox', args: { boxId, eventId, checkpointIds: [checkpointId] } },
    // Free to be lent; and the smallest plan is full.
    { type: 'registerBox', args: { boxId: pick.uuid(), serial: 'CLBX2' } },
  ]
  return { commands, timedBox: { boxId, serial } }
}
