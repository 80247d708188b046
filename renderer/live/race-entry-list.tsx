import { useState } from 'react'
import type { RaceEntry } from '../../shared/rules/race-entries.ts'
import { useRecord, useUnconfirmed } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { useSay } from '../words/say.tsx'
import { isOpenTime } from './hand-times.ts'
import { entryWords } from './race-words.ts'

export interface EntryActs {
  readonly onCrossOut: (entry: RaceEntry) => void
  readonly onRestore: (entry: RaceEntry) => void
  /** A bib for a time that has none, or another one. */
  readonly onBib: (entry: RaceEntry) => void
}

const FIRST_SHOWN = 60

/** R4: what was recorded in the race, the latest first; what is crossed out stays in sight. */
export function RaceEntryList({
  entries,
  moment,
  acts,
}: {
  readonly entries: readonly RaceEntry[]
  readonly moment: (at: string) => string
  /** Undefined: the member may only look. */
  readonly acts: EntryActs | undefined
}) {
  const { t } = useSay()
  const [most, setMost] = useState(FIRST_SHOWN)
  if (entries.length === 0) return <p className="muted">{t('live.noEntries')}</p>
  const rest = entries.length - most
  return (
    <>
      <ul className="live-entries">
        {entries.slice(0, most).map((entry) => (
          <Entry key={entry.action.id} entry={entry} moment={moment} acts={acts} />
        ))}
      </ul>
      {rest > 0 ? (
        <Button look="quiet" onClick={() => setMost(most * 2)}>
          {t('list.more', { count: rest })}
        </Button>
      ) : null}
    </>
  )
}

function Entry({
  entry,
  moment,
  acts,
}: {
  readonly entry: RaceEntry
  readonly moment: (at: string) => string
  readonly acts: EntryActs | undefined
}) {
  const say = useSay()
  const { t } = say
  const { action, crossedOutBy } = entry
  const unconfirmed = useUnconfirmed('raceAction', action.id)
  const place = useRecord('checkpoint', action.checkpointId)?.name
  const words = entryWords(say, action)
  const text = (
    <>
      <b className="live-moment">{moment(action.at)}</b> {words}
      {isOpenTime(entry) ? <span className="live-waits"> · {t('live.waitsForBib')}</span> : null}
      {place === undefined || action.kind !== 'TIME' ? null : <span className="muted"> · {place}</span>}
    </>
  )
  return (
    <li className="live-entry">
      <span className="live-entry-text">
        {crossedOutBy === undefined ? text : <s>{text}</s>}{' '}
        {unconfirmed ? <UnconfirmedMark label={t('custody.notConfirmed')} /> : null}
        {crossedOutBy === undefined ? null : <CrossedOut entry={entry} />}
      </span>
      {acts === undefined ? null : (
        <Menu
          label={t('live.entryMenu', { entry: `${moment(action.at)} ${words}` })}
          items={entryItems(say.t, entry, acts)}
        />
      )}
    </li>
  )
}

function CrossedOut({ entry: { crossedOutBy } }: { readonly entry: RaceEntry }) {
  const { t, time, now } = useSay()
  const member = useRecord('member', crossedOutBy?.memberId)
  if (crossedOutBy === undefined) return null
  const words = {
    member: member?.name ?? t('live.somebody'),
    at: time.past(crossedOutBy.recordedAt, now),
  }
  return (
    <span className="small live-crossed">
      {t(crossedOutBy.kind === 'CROSS_OUT' ? 'live.crossedOut' : 'live.replaced', words)}
    </span>
  )
}

function entryItems(t: ReturnType<typeof useSay>['t'], entry: RaceEntry, acts: EntryActs) {
  const { action, crossedOutBy } = entry
  if (crossedOutBy !== undefined) {
    const whyNot = crossedOutBy.kind === 'CROSS_OUT' ? undefined : t('live.restoreWhyNot')
    return [{ label: t('live.restore'), onChoose: () => acts.onRestore(entry), whyNot }]
  }
  const bib = action.bib === undefined ? 'live.giveBib' : 'live.otherBib'
  return [
    ...(action.kind === 'TIME' ? [{ label: t(bib), onChoose: () => acts.onBib(entry) }] : []),
    { label: t('live.crossOut'), onChoose: () => acts.onCrossOut(entry), danger: true },
  ]
}
