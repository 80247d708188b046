import type { ShareEndedCard } from '../../shared/desktop-cards.ts'
import { placeHref } from '../router.ts'
import { useDerived } from '../trackside.tsx'
import { useSay } from '../words/say.tsx'
import { eventOf, shareEndedSentences } from './card-facts.ts'
import { CardView } from './card-view.tsx'

/** ux 12: a partner stopped sharing a group, or took boxes out of it, and what left which event by that. */
export function ShareEndedCardView({ card }: { readonly card: ShareEndedCard }) {
  const say = useSay()
  const event = useDerived(
    ['event'],
    (records) => card.left.map((left) => eventOf(records, left)).find((found) => found !== undefined),
    [card],
  )
  const [title, ...rest] = shareEndedSentences(say, card)
  return (
    <CardView
      id={card.id}
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
