import { placeHref } from '../router.ts'

/** What the palette leaves to the place where it is done: there the same button does it, and asks what it asks. */
export type WantedAct =
  | 'register-box'
  | 'register-many'
  | 'boxes-csv'
  | 'assign-box'
  | 'back'
  | 'lend'
  | 'code'
  | 'extend'
  | 'end'
  | 'give-back'
  | 'ask-time'
  | 'take-off'
  | 'rename-box'
  | 'box-service'
  | 'move-box'
  | 'take-out'
  | 'retire-box'
  | 'start-run'
  | 'stop-run'
  | 'create-group'
  | 'sharing-code'
  | 'share-group'
  | 'share-role'
  | 'stop-share'
  | 'leave-group'
  | 'create-in-group'
  | 'rename-group'
  | 'move-group'
  | 'delete-group'
  | 'create-event'
  | 'edit-event'
  | 'archive-event'
  | 'assign'
  | 'add-race'
  | 'edit-race'
  | 'delete-race'
  | 'add-checkpoint'
  | 'edit-checkpoint'
  | 'delete-checkpoint'
  | 'save-csv'
  | 'start-all'
  | 'stop-all'
  | 'board'
  | 'invite'
  | 'member-role'
  | 'remove-member'
  | 'withdraw-invitation'
  | 'revoke-laptop'
  | 'create-key'
  | 'first-steps'
  | 'take-along'
  | 'sign-out'
  | 'contact'
  | 'password'
  | 'laptop-name'

export interface Place {
  readonly screen: string
  readonly opened?: string
}

/** Hands an act over to the screen that it leads to. */
export interface Wants {
  /** @param id of the record that it is about, where a screen shows several */
  ask(act: WantedAct, place: Place, id?: string): void
  /**
   * @param id of the record that this place is about; undefined: of any
   * @returns the act that is wanted here, once
   */
  take(acts: readonly WantedAct[], id: string | undefined): Pick<Wanted, 'act' | 'id'> | undefined
  subscribe(look: () => void): () => void
}

interface Wanted {
  readonly act: WantedAct
  readonly href: string
  readonly id: string | undefined
}

export function createWants(page: Pick<Window, 'location' | 'addEventListener'>): Wants {
  let wanted: Wanted | undefined
  const looking = new Set<() => void>()
  // After the screens have changed: whoever goes away with the old place takes nothing.
  const tell = () =>
    setTimeout(() => {
      for (const look of looking) look()
    })
  page.addEventListener('hashchange', () => {
    // Gone elsewhere before it was done: it isn't wanted any more.
    if (wanted !== undefined && page.location.hash !== wanted.href) wanted = undefined
    else tell()
  })
  return {
    ask(act, { screen, opened }, id) {
      wanted = { act, href: placeHref(screen, opened), id }
      if (page.location.hash === wanted.href) tell()
      else page.location.hash = wanted.href
    },
    take(acts, id) {
      if (wanted === undefined || page.location.hash !== wanted.href) return undefined
      const taken = wanted
      if (!acts.includes(taken.act) || (id !== undefined && taken.id !== id)) return undefined
      wanted = undefined
      return taken
    },
    subscribe(look) {
      looking.add(look)
      return () => looking.delete(look)
    },
  }
}
