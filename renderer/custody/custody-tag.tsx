import { Fragment, type ReactNode } from 'react'
import { shareOfTimeLeft } from '../../shared/rules/custody.ts'
import { type Say, useSay } from '../words/say.tsx'
import type { CustodyFacts } from './custody-facts.ts'
import { CustodyShape } from './custody-shape.tsx'
import { type CustodyWords, custodySentence, custodyWords } from './custody-words.ts'
import './custody-tag.css'

const HOUR_MS = 3_600_000

export type CustodySize = 'dot' | 'tag' | 'line' | 'board'

/**
 * Whose a box is, with whom, until when, everywhere the same (L11). `dot`: the shape. `tag`: one line of text. `line`:
 * two lines, for lists. `board`: a block with the long date; `children` stand below it.
 */
export function CustodyTag({
  facts,
  size,
  children,
}: {
  readonly facts: CustodyFacts
  readonly size: CustodySize
  readonly children?: ReactNode
}) {
  const say = useSay()
  const words = custodyWords(say, facts)
  const className = `custody custody-${size} custody-is-${facts.state}`
  if (size === 'dot') {
    return (
      <span className={className} role="img" aria-label={custodySentence(words)} title={custodySentence(words)}>
        <CustodyShape state={facts.state} hollow={!facts.confirmed} />
      </span>
    )
  }
  return (
    <span
      className={className}
      data-confirmed={facts.confirmed}
      title={size === 'line' ? custodySentence(words) : undefined}
    >
      <CustodyShape state={facts.state} hollow={!facts.confirmed} />
      {size === 'tag' ? <TagText words={words} /> : null}
      {size === 'line' ? <LineText words={words} facts={facts} say={say} /> : null}
      {size === 'board' ? (
        <BoardText words={words} facts={facts} say={say}>
          {children}
        </BoardText>
      ) : null}
    </span>
  )
}

function TagText({ words }: { readonly words: CustodyWords }) {
  return (
    <span className="custody-text">
      {words.path === '' ? null : <span className="visually-hidden">{words.lead}, </span>}
      <Dotted parts={[words.path === '' ? words.lead : words.path, words.until, words.left, words.unconfirmed]} />
    </span>
  )
}

function LineText({
  words,
  facts,
  say,
}: {
  readonly words: CustodyWords
  readonly facts: CustodyFacts
  readonly say: Say
}) {
  const { lead, below } = words.line ?? { lead: words.lead, below: words.addressed }
  const parts = [below, words.until, words.left, words.unconfirmedShort]
  const second = parts.some((part) => part !== '')
  return (
    <span className="custody-text">
      <span className="custody-lead">{lead}</span>{' '}
      {second ? (
        <span className="custody-until">
          <span>
            <Dotted parts={parts} who={below} />
          </span>
          <TimeLeft facts={facts} now={say.now} />
        </span>
      ) : null}
    </span>
  )
}

function BoardText({
  words,
  facts,
  say,
  children,
}: {
  readonly words: CustodyWords
  readonly facts: CustodyFacts
  readonly say: Say
  readonly children: ReactNode
}) {
  return (
    <span className="custody-text">
      <strong className="custody-lead">{words.lead}</strong>
      {words.path === '' ? null : (
        <span className="custody-path">
          {words.path === words.untilLong ? words.path : `${words.path}, `}
          {words.path === words.untilLong ? null : <strong>{words.untilLong}</strong>}
          {words.left === '' ? null : ` (${words.left})`}
        </span>
      )}
      <TimeLeft facts={facts} now={say.now} />
      {words.unconfirmed === '' ? null : <span className="custody-note">{words.unconfirmed}</span>}
      {children === undefined ? null : <span className="custody-note">{children}</span>}
    </span>
  )
}

/** The bar that drains: amber in the last quarter, striped in the last hour. The words beside it say the same. */
function TimeLeft({ facts, now }: { readonly facts: CustodyFacts; readonly now: string }) {
  const { loan, state } = facts
  if (loan === undefined || state === 'over' || state === 'ended') return null
  const share = shareOfTimeLeft(loan, now)
  const lastHour = Date.parse(loan.endsAt) - Date.parse(now) <= HOUR_MS
  const level = lastHour ? 'hour' : share <= 0.25 ? 'quarter' : 'plenty'
  return (
    <span className="custody-bar" data-level={level} aria-hidden="true">
      <span style={{ inlineSize: `${Math.max(share * 100, 4)}%` }} />
    </span>
  )
}

/** @param who the part that gives way where there is no room for all; `title` has the whole */
function Dotted({ parts, who }: { readonly parts: readonly string[]; readonly who?: string }) {
  const said = parts.filter((part) => part !== '')
  return said.map((part, index) => (
    <Fragment key={part}>
      {index === 0 ? '' : ' · '}
      <span className={part === who ? 'custody-part custody-who' : 'custody-part'}>{part}</span>
    </Fragment>
  ))
}
