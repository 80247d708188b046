/** What of the tree is chosen: a group, all that is there, or the boxes that are in no group. */
export type Chosen = string

export const ALL: Chosen = 'all'
export const NO_GROUP: Chosen = 'none'

/** Beside a group a box can be open: `#/groups/GROUP.BOX`. */
export interface GroupPlace {
  readonly chosen: Chosen
  readonly boxId: string | undefined
}

export function readGroupPlace(opened: string): GroupPlace {
  const [chosen = '', boxId] = opened.split('.')
  return { chosen, boxId: boxId === '' ? undefined : boxId }
}

export function groupPlaceText(chosen: Chosen, boxId?: string): string {
  return boxId === undefined ? chosen : `${chosen}.${boxId}`
}
