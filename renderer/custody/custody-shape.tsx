import type { CustodyFacts } from './custody-facts.ts'

/** The shape that stands for a custody, so that colour is never alone. Hollow: not confirmed yet (ux 3). */
export function CustodyShape({ state, hollow }: { readonly state: CustodyFacts['state']; readonly hollow: boolean }) {
  return (
    <svg
      className="custody-shape"
      width="14"
      height="14"
      viewBox="0 0 14 14"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      fill={hollow ? 'none' : 'currentColor'}
      aria-hidden="true"
      focusable="false"
    >
      {shapeOf(state, hollow)}
    </svg>
  )
}

function shapeOf(state: CustodyFacts['state'], hollow: boolean) {
  switch (state) {
    case 'ours':
    case 'available':
      return <circle cx="7" cy="7" r="4.5" />
    case 'out-of-service':
    case 'retired':
    case 'unknown':
    case 'ended':
      return <path d="M2.5 7h9" />
    case 'reserved':
      return (
        <>
          <circle cx="7" cy="7" r="5.25" fill="none" strokeDasharray="2.2 1.9" />
          {hollow ? null : <circle cx="7" cy="7" r="1.6" stroke="none" />}
        </>
      )
    case 'through-group':
      return (
        <>
          <path d="M7 1.4 12.6 7 7 12.6 1.4 7z" fill="none" />
          {hollow ? null : <path d="M7 4.8 9.2 7 7 9.2 4.8 7z" stroke="none" />}
        </>
      )
    case 'lent':
      return <path d="M3 2.2v9.6L12 7z" />
    case 'borrowed':
      return <path d="M11 2.2v9.6L2 7z" />
    case 'over':
      return <path d="M7 2 12.2 11.5H1.8z" />
  }
}
