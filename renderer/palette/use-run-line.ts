import { assertNever } from '../../shared/assert-never.ts'
import { goTo } from '../router.ts'
import { changeScreen } from '../store.ts'
import { useScreenState, useTrackside } from '../trackside.tsx'
import { actionOf } from './actions.ts'
import { type Line, lineKey } from './palette-lines.ts'
import { withRecent } from './recent.ts'
import { placeOf } from './subjects.ts'
import { useDoing } from './use-doing.ts'
import { useLooking } from './use-palette-index.ts'

/** Does what a line of the palette says, and remembers that it was chosen. */
export function useRunLine(): (line: Line, query: string) => void {
  const { store } = useTrackside()
  const looking = useLooking()
  const doing = useDoing(looking)
  const [{ chosen }, change] = useScreenState('palette')
  return (line, query) => {
    if (line.kind !== 'runner' && line.kind !== 'filter') change({ chosen: withRecent(chosen, lineKey(line)) })
    switch (line.kind) {
      case 'screen':
        return goTo(line.path)
      case 'action':
        return actionOf(line.id).run(doing, line.subject?.id ?? '')
      case 'record': {
        const { subject } = line
        const { screen, opened } = placeOf(looking.records, subject)
        // A partner has no page of its own: what is lent to it and borrowed from it.
        if (subject.about === 'partner') changeScreen(store, screen, { query: subject.name, filter: 'all' })
        return goTo(screen, opened)
      }
      case 'runner':
        changeScreen(store, 'start-list', { query: line.entry.bib, filter: 'list', scrollTop: 0 })
        return goTo('start-list', line.eventId)
      case 'filter':
        return changeScreen(store, line.screen, { query: query.trim() })
      default:
        return assertNever(line)
    }
  }
}
