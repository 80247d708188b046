/** Where a shortcut works: on every screen, or on those that have what it is for. */
export type ShortcutPlace = 'everywhere' | 'lists' | 'groups' | 'event' | 'assign' | 'live'

export interface Shortcut {
  readonly where: ShortcutPlace
  /** As a keyboard event names them, each one alone does it; `mod` is Ctrl, and Cmd on a Mac. */
  readonly keys: readonly string[]
}

/** Every key that does something: what `?` shows, and what menus and tooltips say. Dialogs' own fields aside. */
export const SHORTCUTS = {
  palette: { where: 'everywhere', keys: ['mod+K'] },
  search: { where: 'everywhere', keys: ['/'] },
  shortcuts: { where: 'everywhere', keys: ['?'] },
  undo: { where: 'everywhere', keys: ['mod+Z'] },
  dismiss: { where: 'everywhere', keys: ['Escape'] },
  rows: { where: 'lists', keys: ['ArrowUp', 'ArrowDown'] },
  pages: { where: 'lists', keys: ['PageUp', 'PageDown'] },
  ends: { where: 'lists', keys: ['Home', 'End'] },
  openRow: { where: 'lists', keys: ['Enter'] },
  tickRow: { where: 'lists', keys: ['Space'] },
  tickAll: { where: 'lists', keys: ['mod+A'] },
  fold: { where: 'groups', keys: ['ArrowLeft', 'ArrowRight'] },
  groupMenu: { where: 'groups', keys: ['Shift+F10'] },
  createGroup: { where: 'groups', keys: ['Insert'] },
  renameGroup: { where: 'groups', keys: ['F2'] },
  deleteGroup: { where: 'groups', keys: ['Delete'] },
  assign: { where: 'event', keys: ['A'] },
  assignPlace: { where: 'assign', keys: ['ArrowLeft', 'ArrowRight'] },
  assignBackup: { where: 'assign', keys: ['mod+B'] },
  assignDo: { where: 'assign', keys: ['mod+Enter'] },
  time: { where: 'live', keys: ['Space'] },
  bib: { where: 'live', keys: ['0–9'] },
  saveBib: { where: 'live', keys: ['Enter'] },
  gun: { where: 'live', keys: ['G'] },
  dnf: { where: 'live', keys: ['D'] },
  dns: { where: 'live', keys: ['N'] },
  dsq: { where: 'live', keys: ['X'] },
  note: { where: 'live', keys: ['M'] },
} as const satisfies Readonly<Record<string, Shortcut>>

export type ShortcutId = keyof typeof SHORTCUTS

const ON_SCREEN: Readonly<Record<Exclude<ShortcutPlace, 'everywhere'>, readonly string[]>> = {
  lists: ['devices', 'loans', 'events', 'groups', 'members', 'laptops', 'keys', 'start-list', 'live'],
  groups: ['groups'],
  event: ['events'],
  assign: ['events'],
  live: ['live'],
}

/** What works on a screen: its own first, then what works everywhere. */
export function shortcutsOn(screen: string): readonly { readonly where: ShortcutPlace; readonly ids: ShortcutId[] }[] {
  const places = (['live', 'event', 'assign', 'groups', 'lists', 'everywhere'] as const).filter(
    (where) => where === 'everywhere' || ON_SCREEN[where].includes(screen),
  )
  const ids = Object.keys(SHORTCUTS) as ShortcutId[]
  return places.map((where) => ({ where, ids: ids.filter((id) => SHORTCUTS[id].where === where) }))
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>

/** Whether a key that was pressed is that shortcut. Shift is left to the keyboard's layout: `/` is Shift 7 on some. */
export function isShortcut(id: ShortcutId, pressed: Pressed): boolean {
  if (pressed.altKey || pressed.repeat) return false
  const isMod = pressed.ctrlKey || pressed.metaKey
  return SHORTCUTS[id].keys.some((key) => {
    const [last = '', mod] = key.split('+').toReversed()
    return isMod === (mod === 'mod') && last.toLowerCase() === pressed.key.toLowerCase()
  })
}
