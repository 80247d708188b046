import type { CallArgs, CallName } from '../../shared/desktop-api.ts'
import type { Permission } from '../../shared/permissions.ts'
import type { Kind } from '../../shared/records/kinds.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import type { Records } from '../../shared/state.ts'
import type { OpenReplace } from '../replace/replace-context.ts'
import type { Door } from '../tickets/door-context.ts'
import type { ShortcutId } from './shortcuts.ts'
import type { Place, WantedAct } from './wants.ts'

/** What an action can be about: kinds of which the palette finds the records. */
export const ABOUT = [
  'box',
  'group',
  'event',
  'partner',
  'checkpoint',
  'race',
  'member',
  'invitation',
  'installation',
  'role',
] as const satisfies readonly Kind[]
export type About = (typeof ABOUT)[number]

/** What actions look at, to tell with which records they can be done now. */
export interface Looking {
  readonly records: Records
  readonly viewer: OrganisationId
  readonly memberId: string
  readonly now: string
  /** Whether this laptop can sign (tickets.md). */
  readonly signs: boolean
}

/** With what an action does its work. */
export interface Doing {
  readonly go: (place: Place) => void
  /** Goes there and has it done there. */
  readonly ask: (act: WantedAct, place: Place, id?: string) => void
  readonly door: Door
  readonly replace: OpenReplace
  readonly call: <C extends CallName>(name: C, args: CallArgs<C>) => void
  readonly tick: (screen: string, id: string) => void
  readonly showShortcuts: () => void
  readonly looking: Looking
  readonly words: { readonly addTitle: string }
  readonly sounds: boolean
}

/** One thing that can be done, from anywhere. */
export interface Action {
  /** O4: who may. Those who may not see it, and why. */
  readonly permission?: Permission
  readonly shortcut?: ShortcutId
  /** Of what kind the record is that it is about. It is typed with it, or asked for. */
  readonly about?: About
  /** Whether it can be done now, with that record. Else it isn't offered. */
  readonly fits?: (looking: Looking, id: string) => boolean
  /** @param id of the record that it is about; empty: about none */
  readonly run: (doing: Doing, id: string) => void
}
