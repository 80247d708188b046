import type { Box } from '../../shared/records/box.ts'
import { boxIdSchema } from '../../shared/records/scalars.ts'
import { rightsThrough } from '../../shared/rules/groups.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import { type CustodyFacts, custodyFacts } from '../custody/custody-facts.ts'
import { actsFor, type BoxAct } from '../devices/box-acts.ts'
import { eventPlaceText } from '../events/event-place.ts'
import type { Action, Doing, Looking } from './action.ts'
import type { WantedAct } from './wants.ts'

/** Everything that is done with one box, beside its inspector or its place in the event. */
export const BOX_ACTIONS = {
  lend: custodyAct('lend', 'share.lend'),
  showCode: custodyAct('code', 'share.lend'),
  extendLoan: custodyAct('extend', 'share.lend'),
  endLoan: custodyAct('end', 'share.lend'),
  boxIsBack: custodyAct('back', 'share.lend'),
  giveBackBox: custodyAct('give-back', 'share.borrow'),
  askForTime: custodyAct('ask-time', 'share.borrow'),
  assignBox: {
    about: 'box',
    permission: 'box.use',
    fits: ofBox(({ state, through }) => isHere(state) || through?.available === true),
    run: ({ ask, tick }, id) => {
      tick('devices', id)
      ask('assign-box', { screen: 'devices' })
    },
  },
  takeOffEvent: custodyAct('take-off', 'box.use'),
  startTiming: {
    about: 'box',
    permission: 'timing.run',
    fits: (looking, id) => eventOf(looking, id) !== undefined && !isTimed(looking, id),
    run: inEvent('start-run'),
  },
  stopTiming: {
    about: 'box',
    permission: 'timing.run',
    fits: (looking, id) => eventOf(looking, id) !== undefined && isTimed(looking, id),
    run: inEvent('stop-run'),
  },
  replaceBox: {
    about: 'box',
    permission: 'timing.run',
    fits: (looking, id) => eventOf(looking, id) !== undefined,
    run: ({ replace }, id) => replace(boxIdSchema.parse(id)),
  },
  renameBox: {
    about: 'box',
    permission: 'box.edit',
    fits: (looking, id) => isEditable(looking, id),
    run: (doing, id) => inInspector(doing, 'rename-box', id),
  },
  takeOutOfService: {
    about: 'box',
    permission: 'box.edit',
    fits: (looking, id) => isEditable(looking, id, false) && !isAway(looking, id),
    run: (doing, id) => inInspector(doing, 'box-service', id),
  },
  putBackInService: {
    about: 'box',
    permission: 'box.edit',
    fits: (looking, id) => isEditable(looking, id, true) && !isAway(looking, id),
    run: (doing, id) => inInspector(doing, 'box-service', id),
  },
  moveBox: {
    about: 'box',
    permission: 'group.edit',
    fits: isOwn,
    run: (doing, id) => inInspector(doing, 'move-box', id),
  },
  takeOutOfGroup: {
    about: 'box',
    permission: 'group.edit',
    fits: (looking, id) => isOwn(looking, id) && boxOf(looking, id)?.groupId !== null,
    run: (doing, id) => inInspector(doing, 'take-out', id),
  },
  retireBox: {
    about: 'box',
    permission: 'box.edit',
    fits: (looking, id) => isOwn(looking, id) && !isAway(looking, id) && !isUsed(looking, id),
    run: (doing, id) => inInspector(doing, 'retire-box', id),
  },
} as const satisfies Readonly<Record<string, Action>>

function custodyAct(act: BoxAct, permission: 'share.lend' | 'share.borrow' | 'box.use'): Action {
  return {
    about: 'box',
    permission,
    fits: (looking, id) => {
      const box = boxOf(looking, id)
      if (box === undefined || (act === 'lend' && box.ownerId !== looking.viewer)) return false
      return actsFor(custody(looking, box).state, eventOf(looking, id) !== undefined, () => true).includes(act)
    },
    run: (doing, id) => inInspector(doing, act, id),
  }
}

function inInspector({ ask }: Doing, act: WantedAct, id: string): void {
  ask(act, { screen: 'devices', opened: id }, id)
}

function inEvent(act: WantedAct): Action['run'] {
  return ({ ask, looking }, id) => {
    const eventId = eventOf(looking, id)
    if (eventId !== undefined) ask(act, { screen: 'events', opened: eventPlaceText(eventId, id) }, id)
  }
}

function boxOf({ records }: Looking, id: string): Box | undefined {
  return records.get('box', id)
}

function custody({ records, viewer }: Looking, box: Box): CustodyFacts {
  return custodyFacts(records, box, viewer, () => false)
}

function ofBox(fits: (facts: CustodyFacts, box: Box) => boolean): NonNullable<Action['fits']> {
  return (looking, id) => {
    const box = boxOf(looking, id)
    return box !== undefined && fits(custody(looking, box), box)
  }
}

function isHere(state: CustodyFacts['state']): boolean {
  return state === 'ours' || state === 'available' || state === 'borrowed' || state === 'over'
}

function isOwn(looking: Looking, id: string): boolean {
  const box = boxOf(looking, id)
  return box?.ownerId === looking.viewer && box.retiredAt === undefined
}

/** One's own, or one reached through a group as something that may be edited (G6). */
function isEditable(looking: Looking, id: string, outOfService?: boolean): boolean {
  const box = boxOf(looking, id)
  if (box === undefined || box.retiredAt !== undefined) return false
  if (outOfService !== undefined && box.outOfService !== outOfService) return false
  return (
    box.ownerId === looking.viewer ||
    rightsThrough(looking.records, box.groupId, looking.viewer)?.has('box.edit') === true
  )
}

function isAway(looking: Looking, id: string): boolean {
  return ofBox(({ state }) => state === 'reserved' || state === 'lent')(looking, id)
}

/** This organisation's open event in which the box stands. */
function eventOf({ records, viewer }: Looking, id: string): string | undefined {
  const assignment = records.get('assignment', id)
  if (assignment?.organisationId !== viewer || assignment.eventId === undefined) return undefined
  return records.get('event', assignment.eventId)?.archivedAt === undefined ? assignment.eventId : undefined
}

function isTimed({ records, viewer }: Looking, id: string): boolean {
  return runningSessionsOn(records, boxIdSchema.parse(id)).some((run) => run.organisationId === viewer)
}

function isUsed({ records }: Looking, id: string): boolean {
  return records.get('assignment', id) !== undefined || runningSessionsOn(records, boxIdSchema.parse(id)).length > 0
}
