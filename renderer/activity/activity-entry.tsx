import { placeHref } from '../router.ts'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import type { LoanSide } from '../words/history-sentence.ts'
import { historySentence } from '../words/history-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import type { ShownEntry } from './activity-pages.ts'

/** One step: when, which box, what, who, and what isn't certain about it. */
export function ActivityEntry({
  entry,
  alias,
  side,
}: {
  readonly entry: ShownEntry
  readonly alias: string
  readonly side: LoanSide
}) {
  const say = useSay()
  const { t, time } = say
  return (
    <div className="activity-entry" data-gone={entry.isGone || undefined}>
      <time className="activity-time" dateTime={entry.at}>
        {time.clock(entry.at)}
      </time>
      <a
        className="activity-box"
        href={placeHref('devices', entry.boxId)}
        aria-label={t('activity.openBox', { box: `${entry.boxSerial} ${alias}`.trim() })}
      >
        <span className="activity-serial">{entry.boxSerial}</span>{' '}
        {alias === '' ? null : <span className="activity-alias">{alias}</span>}
      </a>
      <span className="activity-what">{historySentence(say, entry, side)}</span>
      <span className="activity-who">
        <span>{whoText(say, entry)}</span>
        <Marks entry={entry} />
      </span>
    </div>
  )
}

function Marks({ entry }: { readonly entry: ShownEntry }) {
  const { t } = useSay()
  if (entry.isGone) return <span className="activity-mark">{t('activity.gone')}</span>
  return (
    <>
      {entry.pending ? (
        <span className="activity-mark" data-mark="pending">
          <UnconfirmedMark label={t('activity.notConfirmed')} />{' '}
          <span aria-hidden="true">{t('activity.notConfirmed')}</span>
        </span>
      ) : null}
      {entry.offline ? (
        <span className="activity-mark" data-mark="offline">
          {t('activity.offline')}
        </span>
      ) : null}
    </>
  )
}

/** L16: of a partner's step only the partner is told. */
export function whoText({ t }: Pick<Say, 't'>, entry: Omit<ShownEntry, 'pending'>): string {
  const { memberName: member, installationName: laptop, partnerName, what } = entry
  if (member !== null) return laptop === null ? member : t('activity.by', { member, laptop })
  return what === 'expired' ? t('activity.clock') : (partnerName ?? '')
}
