import type { Checkpoint, Race } from '../../shared/records/event.ts'

/** What stands beside the event while it is worked on, instead of a box. */
export type EventPanel =
  | { readonly kind: 'event' }
  | { readonly kind: 'race'; readonly race?: Race }
  | { readonly kind: 'checkpoint'; readonly race: Race; readonly checkpoint?: Checkpoint }
  | { readonly kind: 'assign'; readonly checkpoint?: Checkpoint }

/** What may be changed in an event, by the member's role, unless it is archived. */
export interface EventRights {
  readonly edit: boolean
  readonly use: boolean
  readonly run: boolean
}
