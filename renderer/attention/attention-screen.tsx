import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../shared/assert-never.ts'
import type { Card } from '../../shared/desktop-cards.ts'
import { placeHref, usePlace } from '../router.ts'
import { useTracksideState } from '../trackside.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { EndingCardView } from './ending-card.tsx'
import { RefusalCardView } from './refusal-card.tsx'
import { ShareEndedCardView } from './share-ended-card.tsx'
import './attention-screen.css'

/** ux 6, ux 12: what came back refused and what ended from outside, each card until it is dealt with. */
export function AttentionScreen() {
  const { t } = useTranslation()
  const { opened } = usePlace()
  const cards = useTracksideState((state) => state.cards)
  return (
    <ListWithInspector inspector={null}>
      <ScreenHead
        title={t('attention.title')}
        actions={
          <a className="button button-quiet" href={placeHref('activity')}>
            {t('attention.toActivity')}
          </a>
        }
      >
        {cards.length === 0 ? null : <p className="muted">{t('attention.order', { count: cards.length })}</p>}
      </ScreenHead>
      {cards.length === 0 ? (
        <EmptyState title={t('attention.none')}>{t('attention.noneWhy')}</EmptyState>
      ) : (
        <ul className="attention-list" aria-label={t('attention.list')}>
          {cards.map((card) => (
            <CardPlace key={card.id} card={card} opened={card.id === opened} />
          ))}
        </ul>
      )}
    </ListWithInspector>
  )
}

/** A card; the one that a toast led to is brought into sight. */
function CardPlace({ card, opened }: { readonly card: Card; readonly opened: boolean }) {
  const ref = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!opened) return
    ref.current?.scrollIntoView({ block: 'nearest' })
    ref.current?.focus({ preventScroll: true })
  }, [opened])
  return (
    <li ref={ref} className="attention-card" data-opened={opened || undefined} tabIndex={-1}>
      <CardOfKind card={card} />
    </li>
  )
}

function CardOfKind({ card }: { readonly card: Card }) {
  switch (card.kind) {
    case 'refusal':
      return <RefusalCardView card={card} />
    case 'ending':
      return <EndingCardView card={card} />
    case 'share-ended':
      return <ShareEndedCardView card={card} />
    default:
      return assertNever(card)
  }
}
