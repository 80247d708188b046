import { useState } from 'react'
import type { RefusalCard } from '../../shared/desktop-cards.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { placeHref } from '../router.ts'
import { useDerived, useTrackside, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { commandSentence } from '../words/command-sentence.ts'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import { keptRunEnd, targetOf } from './card-facts.ts'
import { CardView } from './card-view.tsx'

/** F3: what was refused and why, what fell with it, what is safe, what to do now. */
export function RefusalCardView({ card }: { readonly card: RefusalCard }) {
  const say = useSay()
  const { t, time, now } = say
  const { core } = useTrackside()
  const records = useTracksideState((state) => state.records)
  const target = useDerived(['box', 'loan', 'group', 'event', 'race'], (known) => targetOf(known, card), [card])
  const kept = useDerived(['session', 'loan'], (known) => keptRunEnd(known, card), [card])
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const tryAgain = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const given = await core.call('tryAgain', { id: card.id })
      if (given.status === 'refused') setProblem(refusalSentence(say, given))
      else tellDone(t, t('attention.tryAgainSaid'))
    } catch (error) {
      setProblem(faultSentence(t, error))
    } finally {
      setBusy(false)
    }
  }
  const openTarget = target && (
    <a className="button" href={placeHref(target.screen, target.id)}>
      {t('attention.openIt', { name: target.name })}
    </a>
  )
  const next = card.canTryAgain ? (
    <Button busy={busy} onClick={() => void tryAgain()}>
      {t('attention.tryAgain')}
    </Button>
  ) : (
    openTarget
  )
  return (
    <CardView
      id={card.id}
      title={
        card.command.type === 'startSession' && card.boxSerial !== undefined
          ? t('attention.refusedStart', { box: card.boxSerial })
          : t('attention.refused', { sentence: commandSentence(say, records, card.command, card) })
      }
      next={next}
      problem={problem}
    >
      <p>{refusalSentence(say, card)}</p>
      {kept === undefined ? null : (
        <p>
          {kept.foreseen
            ? t('attention.runKeptUntil', { end: time.past(kept.at, now) })
            : t('attention.runKeptHeard', { heard: time.past(card.at, now) })}
        </p>
      )}
      {card.fellWith.length === 0 ? null : (
        <details className="attention-fell">
          <summary>{t('attention.fellWith', { count: card.fellWith.length })}</summary>
          <ul>
            {card.fellWith.map((fallen) => (
              <li key={fallen.id}>{commandSentence(say, records, fallen)}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="muted">{t('attention.safe')}</p>
      <p className="muted small">
        {t('attention.when', { given: time.past(card.command.givenAt, now), at: time.past(card.at, now) })}
      </p>
    </CardView>
  )
}
