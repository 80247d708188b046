import type { EndingCard } from '../../shared/desktop-cards.ts'
import { placeHref } from '../router.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useDerived, useOrganisationId, useRecord } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/say.tsx'
import { endingSentences, eventOf } from './card-facts.ts'
import { CardView } from './card-view.tsx'

/** ux 12: a loan that ended from outside, and what went with it. */
export function EndingCardView({ card: { id, entry } }: { readonly card: EndingCard }) {
  const say = useSay()
  const event = useDerived(['event'], (records) => eventOf(records, entry), [entry])
  const [title, ...rest] = endingSentences(say, entry)
  return (
    <CardView
      id={id}
      title={title}
      next={
        <>
          <AskAgain entry={entry} />
          {event && (
            <a className="button" href={placeHref('events', event.id)}>
              {say.t('attention.openEvent', { event: event.name })}
            </a>
          )}
        </>
      }
    >
      <p>{rest.join(' ')}</p>
    </CardView>
  )
}

/** L19: the box may still be needed. Not asked for where it was in use through a share. */
function AskAgain({ entry }: Pick<EndingCard, 'entry'>) {
  const { t } = useSay()
  const door = useDoor()
  const viewer = useOrganisationId()
  const loan = useRecord('loan', entry.loanId)
  if (loan?.recipientId !== viewer) return null
  return <Button onClick={() => door.askForTime(loan.id)}>{t('ticket.ask')}</Button>
}
