import type { GroupId } from '../../shared/records/scalars.ts'
import { type SharedFacts, useShared, useTracksideState } from '../trackside.tsx'
import { GROUP_KINDS, type GroupFacts, type GroupTree, groupTree } from './group-facts.ts'

/** All groups that this organisation sees. */
export function useGroupTree(): GroupTree {
  return useShared(GROUP_KINDS, sharedTree)
}

/** For `useShared`. */
export function sharedTree({ records, viewer, unconfirmed }: SharedFacts, before?: GroupTree): GroupTree {
  return groupTree(records, viewer, unconfirmed, before)
}

export function useGroup(id: GroupId | null): GroupFacts | undefined {
  const { byId } = useGroupTree()
  return id === null ? undefined : byId.get(id)
}

/** The groups that wait to be shared because a partner code can't be checked without the cloud (F2). */
export function useGroupsWaitingToShare(): ReadonlySet<unknown> {
  const pending = useTracksideState((state) => state.pending)
  return new Set(
    pending.flatMap(({ type, waitingFor, args }) =>
      type === 'shareGroup' && waitingFor === 'sharing-code' ? [args['groupId']] : [],
    ),
  )
}
