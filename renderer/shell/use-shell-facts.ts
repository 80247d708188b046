import { useEffect } from 'react'
import { useTrackside } from '../trackside.tsx'
import { shellFacts } from './shell-facts.ts'

/** Tells the desktop's shell what it has to ask about before it quits, whenever that changes. */
export function useShellFacts(): void {
  const { store } = useTrackside()
  useEffect(() => {
    const shell = window.trackside
    if (shell === undefined) return
    let told = ''
    let seen: readonly unknown[] = []
    const tell = () => {
      const state = store.getState()
      // The state changes with every passing.
      const looked = [state.status, state.links, state.pending, state.cards, state.records, state.versions.session]
      if (looked.every((part, index) => part === seen[index])) return
      seen = looked
      // Nothing is known yet: what the shell knows from before holds until then.
      if (state.status === undefined) return
      const facts = shellFacts(state)
      const text = JSON.stringify(facts)
      if (text === told) return
      told = text
      shell.tell({ type: 'facts', facts })
    }
    tell()
    return store.subscribe(tell)
  }, [store])
}
