import type { OutboxCommand } from '../store/outbox.ts'

export type CarriedAbout = 'events' | 'boxes' | 'loans'

/**
 * What a colleague's laptop needs to go on, and may give in one's stead. Timing runs and race actions belong to the laptop
 * that records; people, roles and groups are no work for the field.
 */
const ABOUT: ReadonlyMap<string, CarriedAbout> = new Map([
  ...of('events', ['createEvent', 'editEvent', 'archiveEvent', 'createRace', 'editRace', 'deleteRace']),
  ...of('events', ['createCheckpoint', 'editCheckpoint', 'deleteCheckpoint']),
  ...of('boxes', ['registerBox', 'editBox', 'assignBox', 'releaseBox']),
  ...of('loans', ['createShareToken', 'extendShare', 'revokeShare', 'acceptShareToken', 'noteReceipt']),
  ...of('loans', ['returnBox', 'confirmReturn']),
])

/** Undefined where it isn't carried. A typed loan code is a secret, and stays where it was typed. */
export function carriedAbout({ type, args }: Pick<OutboxCommand, 'type' | 'args'>): CarriedAbout | undefined {
  return args['token'] === undefined ? ABOUT.get(type) : undefined
}

function of(about: CarriedAbout, types: readonly string[]) {
  return types.map((type) => [type, about] as const)
}
