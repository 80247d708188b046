import type { EndingCard } from '../../shared/desktop-cards.ts'
import { placeHref } from '../router.ts'
import { useDerived } from '../trackside.tsx'
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
        event && (
          <a className="button" href={placeHref('events', event.id)}>
            {say.t('attention.openEvent', { event: event.name })}
          </a>
        )
      }
    >
      <p>{rest.join(' ')}</p>
    </CardView>
  )
}
