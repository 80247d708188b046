/** Screens that show one event: an action opens them, and asks for the event. */
export const OF_AN_EVENT: readonly string[] = ['ready', 'live', 'start-list', 'scoring']

/** Screens with a list that the top bar's field narrows down. */
const LISTS: readonly string[] = [
  'devices',
  'loans',
  'events',
  'groups',
  'members',
  'laptops',
  'keys',
  'live',
  'activity',
]

export function hasList(screen: string): boolean {
  return LISTS.includes(screen)
}
