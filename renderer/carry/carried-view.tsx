import type { AnswerProps } from '../tickets/answer-props.ts'
import type { Received } from '../tickets/use-receiving.ts'
import { useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import { commandSentence } from '../words/command-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import { type NotTaken, whyNotTaken } from './why-not-taken.ts'
import './carry.css'

type Carried = Extract<Received, { status: 'carried' }>

/** F8: what a colleague's file brought, what was known, and what couldn't be taken. */
export function CarriedView({ carried, onAgain, onClose }: AnswerProps & { readonly carried: Carried }) {
  const say = useSay()
  const { t, time, now } = say
  const { laptop, member, at, taken, refused, notTaken } = carried
  return (
    <Dialog title={t('carry.receivedTitle', { member })} opened onClose={onClose}>
      <Notice level={taken > 0 ? 'good' : 'plain'}>
        <p>{t('carry.from', { laptop, when: time.past(at, now) })}</p>
        <p>
          {taken > 0 ? <span aria-hidden="true">✓ </span> : null}
          <b>{countsOf(say, carried)}</b>
        </p>
        {taken > 0 ? <p>{t('carry.notConfirmed')}</p> : null}
        {taken + refused === 0 ? <p>{t('carry.nothingNew')}</p> : null}
      </Notice>
      {refused > 0 ? (
        <Notice level="warning">
          <p>{t('carry.notTaken', { count: refused, laptop })}</p>
          <NotTakenList notTaken={notTaken} member={member} more={refused - notTaken.length} />
        </Notice>
      ) : null}
      <DialogButtons>
        <Button onClick={onAgain}>{t('scan.again')}</Button>
        <Button look="primary" data-autofocus onClick={onClose}>
          {t('action.close')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

function NotTakenList({
  notTaken,
  member,
  more,
}: {
  readonly notTaken: readonly NotTaken[]
  readonly member: string
  readonly more: number
}) {
  const say = useSay()
  const records = useTracksideState((state) => state.records)
  return (
    <ul className="carry-list">
      {notTaken.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <li key={index}>
          <b>{commandSentence(say, records, one.command)}</b> – {whyNotTaken(say, one, member)}
        </li>
      ))}
      {more > 0 ? <li>{say.t('carry.notTakenMore', { count: more })}</li> : null}
    </ul>
  )
}

/** `14 steps taken, 3 known already` */
function countsOf({ t, locale }: Say, { taken, known }: Carried): string {
  const takenWords = taken === 0 ? t('carry.takenNone') : t('carry.taken', { count: taken })
  const counts = [takenWords, ...(known > 0 ? [t('carry.known', { count: known })] : [])]
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(counts)
}
