import type { Event } from '../../shared/records/event.ts'
import type { AskedAct } from '../give/ask-to-give.tsx'
import { useWanted } from '../palette/palette-context.ts'
import type { WantedAct } from '../palette/wants.ts'
import { goTo } from '../router.ts'
import { useSay } from '../words/say.tsx'
import { askToArchive, askToDeleteCheckpoint, askToDeleteRace } from './asked-acts.ts'
import type { EventFacts } from './event-facts.ts'
import type { EventPanel, EventRights } from './event-panel.ts'

const EDITS = [
  'edit-event',
  'archive-event',
  'add-race',
  'edit-race',
  'delete-race',
  'add-checkpoint',
  'edit-checkpoint',
  'delete-checkpoint',
] as const satisfies readonly WantedAct[]

/** What the palette wants done in the event: as its buttons and menus do it. */
export function useEventWanted({
  event,
  facts,
  rights,
  onPanel,
  onAsk,
}: {
  readonly event: Event
  readonly facts: EventFacts
  readonly rights: EventRights
  readonly onPanel: (panel: EventPanel) => void
  readonly onAsk: (asked: AskedAct) => void
}): void {
  const say = useSay()
  const withRace = (act: WantedAct, id: string | undefined) => {
    const race = facts.races.find((one) => one.race.id === id)
    if (race === undefined) return
    if (act === 'edit-race') onPanel({ kind: 'race', race: race.race })
    else if (act === 'add-checkpoint') onPanel({ kind: 'checkpoint', race: race.race })
    else onAsk(askToDeleteRace(say, race))
  }
  const withCheckpoint = (act: WantedAct, id: string | undefined) => {
    for (const { race, checkpoints } of facts.races) {
      const placed = checkpoints.find(({ checkpoint }) => checkpoint.id === id)
      if (placed === undefined) continue
      if (act === 'edit-checkpoint') onPanel({ kind: 'checkpoint', race, checkpoint: placed.checkpoint })
      else onAsk(askToDeleteCheckpoint(say, placed.checkpoint, placed.boxes))
    }
  }
  useWanted(undefined, [...(rights.edit ? EDITS : []), ...(rights.use ? (['assign'] as const) : [])], (act, id) => {
    if (act === 'assign') onPanel({ kind: 'assign' })
    else if (act === 'edit-event') onPanel({ kind: 'event' })
    else if (act === 'add-race') onPanel({ kind: 'race' })
    else if (act === 'archive-event') onAsk(askToArchive(say, event, facts.boxes, () => goTo('events')))
    else if (act.endsWith('-checkpoint') && act !== 'add-checkpoint') withCheckpoint(act, id)
    else withRace(act, id)
  })
}
