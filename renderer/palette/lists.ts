/** Screens with a list that the top bar's field narrows down. */
const LISTS = ['devices', 'loans', 'events', 'groups', 'members', 'laptops', 'keys', 'live']

export function hasList(screen: string): boolean {
  return LISTS.includes(screen)
}
