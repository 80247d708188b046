import { ADMIN } from '../../shared/permissions.ts'
import { organisationIdSchema } from '../../shared/records/scalars.ts'
import { runningSessionsOn } from '../../shared/rules/race-use.ts'
import { groupPlaceText } from '../groups/group-place.ts'
import type { Action, Doing, Looking } from './action.ts'
import type { WantedAct } from './wants.ts'

/** Everything that is done with one group, event, race, checkpoint, partner or member. */
export const RECORD_ACTIONS = {
  shareGroup: inGroup('share-group', 'group.share', (looking, id) => isOurs(looking, id) && !isShared(looking, id)),
  changeShareRole: inGroup('share-role', 'group.share', (looking, id) => isOurs(looking, id) && isShared(looking, id)),
  stopSharing: inGroup('stop-share', 'group.share', (looking, id) => isOurs(looking, id) && isShared(looking, id)),
  leaveGroup: inGroup('leave-group', 'group.share', (looking, id) => !isOurs(looking, id) && isShared(looking, id)),
  createInGroup: { ...inGroup('create-in-group', 'group.edit', isOurs), shortcut: 'createGroup' },
  renameGroup: { ...inGroup('rename-group', 'group.edit', isOurs), shortcut: 'renameGroup' },
  moveGroup: inGroup('move-group', 'group.edit', isOurs),
  deleteGroup: { ...inGroup('delete-group', 'group.edit', isEmptyGroup), shortcut: 'deleteGroup' },

  ready: eventScreen('ready'),
  live: eventScreen('live'),
  startList: eventScreen('start-list'),
  scoring: eventScreen('scoring'),
  assign: { ...ofEvent('assign', 'box.use'), shortcut: 'assign' },
  editEvent: ofEvent('edit-event', 'event.edit'),
  addRace: ofEvent('add-race', 'event.edit'),
  archiveEvent: ofEvent('archive-event', 'event.edit'),
  saveCsv: ofLive('save-csv'),
  startAll: { ...ofLive('start-all', (looking, id) => boxesIn(looking, id, false) > 0), permission: 'timing.run' },
  stopAll: { ...ofLive('stop-all', (looking, id) => boxesIn(looking, id, true) > 0), permission: 'timing.run' },
  openBoard: ofLive('board'),
  sheetOfEvent: {
    about: 'event',
    run: ({ go }, id) => go({ screen: 'custody-sheet', opened: `event.${id}` }),
  },
  editRace: ofRace('edit-race'),
  deleteRace: ofRace('delete-race'),
  addCheckpoint: ofRace('add-checkpoint'),
  editCheckpoint: ofCheckpoint('edit-checkpoint'),
  deleteCheckpoint: ofCheckpoint('delete-checkpoint'),

  lendToPartner: {
    about: 'partner',
    permission: 'share.lend',
    run: ({ door }, id) => door.lendTo(organisationIdSchema.parse(id)),
  },
  sheetOfPartner: {
    about: 'partner',
    run: ({ go }, id) => go({ screen: 'custody-sheet', opened: `partner.${id}` }),
  },
  changeMemberRole: ofPerson('member-role', 'member', isNotLastAdmin),
  removeMember: ofPerson('remove-member', 'member', isNotLastAdmin),
  withdrawInvitation: ofPerson('withdraw-invitation', 'invitation'),
  revokeLaptop: {
    about: 'installation',
    permission: 'member.manage',
    fits: ({ records }, id) => records.get('installation', id)?.revokedAt === undefined,
    run: ({ ask }, id) => ask('revoke-laptop', { screen: 'laptops', opened: id }, id),
  },
  editRole: ownRole(),
  deleteRole: ownRole(),
} as const satisfies Readonly<Record<string, Action>>

type Fits = NonNullable<Action['fits']>

function inGroup(act: WantedAct, permission: 'group.edit' | 'group.share', fits: Fits): Action {
  return {
    about: 'group',
    permission,
    fits,
    run: ({ ask }, id) => ask(act, { screen: 'groups', opened: groupPlaceText(id) }, id),
  }
}

function isOurs({ records, viewer }: Looking, id: string): boolean {
  return records.get('group', id)?.ownerId === viewer
}

function isShared({ records }: Looking, id: string): boolean {
  return records.get('groupShare', id) !== undefined
}

function isEmptyGroup(looking: Looking, id: string): boolean {
  const { records } = looking
  return (
    isOurs(looking, id) &&
    !isShared(looking, id) &&
    records.where('box', 'groupId', id).length === 0 &&
    records.where('group', 'parentId', id).length === 0
  )
}

function isOpen({ records }: Looking, eventId: string | undefined): boolean {
  const event = eventId === undefined ? undefined : records.get('event', eventId)
  return event !== undefined && event.archivedAt === undefined
}

function eventScreen(screen: string): Action {
  return { about: 'event', run: ({ go }, id) => go({ screen, opened: id }) }
}

function ofEvent(act: WantedAct, permission: 'event.edit' | 'box.use'): Action {
  return {
    about: 'event',
    permission,
    fits: isOpen,
    run: ({ ask }, id) => ask(act, { screen: 'events', opened: id }, id),
  }
}

function ofLive(act: WantedAct, fits: Fits = () => true): Action {
  return {
    about: 'event',
    fits: (looking, id) => isOpen(looking, id) && fits(looking, id),
    run: ({ ask }, id) => ask(act, { screen: 'live', opened: id }, id),
  }
}

function boxesIn({ records, viewer }: Looking, eventId: string, timed: boolean): number {
  return [...records.all('assignment')].filter(
    ({ eventId: inEvent, boxId, organisationId }) =>
      inEvent === eventId &&
      organisationId === viewer &&
      timed === runningSessionsOn(records, boxId).some((run) => run.organisationId === viewer),
  ).length
}

function ofRace(act: WantedAct): Action {
  const eventOf = ({ records }: Looking, id: string) => records.get('race', id)?.eventId
  return inEventOf(act, 'race', eventOf)
}

function ofCheckpoint(act: WantedAct): Action {
  const eventOf = ({ records }: Looking, id: string) =>
    records.get('race', records.get('checkpoint', id)?.raceId ?? '')?.eventId
  return inEventOf(act, 'checkpoint', eventOf)
}

function inEventOf(
  act: WantedAct,
  about: 'race' | 'checkpoint',
  eventOf: (looking: Looking, id: string) => string | undefined,
): Action {
  return {
    about,
    permission: 'event.edit',
    fits: (looking, id) => isOpen(looking, eventOf(looking, id)),
    run: ({ ask, looking }: Doing, id) => {
      const eventId = eventOf(looking, id)
      if (eventId !== undefined) ask(act, { screen: 'events', opened: eventId }, id)
    },
  }
}

function ofPerson(act: WantedAct, about: 'member' | 'invitation', fits: Fits = () => true): Action {
  return {
    about,
    permission: 'member.manage',
    fits,
    run: ({ ask }, id) => ask(act, { screen: 'members', opened: id }, id),
  }
}

/** O5: neither removed nor given another role. */
function isNotLastAdmin({ records }: Looking, id: string): boolean {
  const admins = [...records.all('member')].filter(({ roleId }) => roleId === ADMIN.id)
  return admins.length > 1 || admins[0]?.id !== id
}

function ownRole(): Action {
  return {
    about: 'role',
    permission: 'role.manage',
    fits: ({ records }, id) => records.get('role', id)?.builtIn === false,
    run: ({ go }, id) => go({ screen: 'roles', opened: id }),
  }
}
