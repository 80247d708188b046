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
  const { t } = say
  const door = useDoor()
  const viewer = useOrganisationId()
  const loan = useRecord('loan', entry.loanId)
  const event = useDerived(['event'], (records) => eventOf(records, entry), [entry])
  const [title, ...rest] = endingSentences(say, entry)
  const openEvent = event && t('attention.openEvent', { event: event.name })
  // L19: the box may still be needed. Not asked for where it was in use through a share.
  const mayAsk = loan?.recipientId === viewer
  return (
    <CardView
      id={id}
      title={title}
      next={
        mayAsk ? (
          <Button onClick={() => door.askForTime(loan.id)}>{t('ticket.ask')}</Button>
        ) : (
          event && (
            <a className="button" href={placeHref('events', event.id)}>
              {openEvent}
            </a>
          )
        )
      }
    >
      <p>{rest.join(' ')}</p>
      {mayAsk && event ? (
        <p>
          <a href={placeHref('events', event.id)}>{openEvent}</a>
        </p>
      ) : null}
    </CardView>
  )
}
