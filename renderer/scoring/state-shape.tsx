import type { ShownTarget } from '../../shared/desktop-live.ts'
import './scoring.css'

/** How a connection stands, as a shape: no colour is needed to tell them apart. The words stand beside it. */
export function StateShape({ state }: { readonly state: ShownTarget['state'] }) {
  return (
    <svg className="scoring-shape" data-state={state} viewBox="0 0 16 16" aria-hidden="true">
      {state === 'broken' ? <path d="M8 2 15 14H1Z" /> : <circle cx="8" cy="8" r="6" />}
      {state === 'greeting' ? <path className="scoring-shape-half" d="M8 2a6 6 0 0 1 0 12Z" /> : null}
    </svg>
  )
}
