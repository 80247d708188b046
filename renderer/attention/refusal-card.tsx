import { useState } from 'react'
import { assertNever } from '../../shared/assert-never.ts'
import type { RefusalCard } from '../../shared/desktop-cards.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { placeHref } from '../router.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useDerived, useTrackside, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { commandSentence } from '../words/command-sentence.ts'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import { keptRunEnd } from './card-facts.ts'
import { CardView } from './card-view.tsx'
import { type NextStep, nextStepOf, refusalStep } from './refusal-steps.ts'

/** F3: what was refused and why, what fell with it, what is safe, what to do now. */
export function RefusalCardView({ card }: { readonly card: RefusalCard }) {
  const say = useSay()
  const { t, time, now } = say
  const { core } = useTrackside()
  const records = useTracksideState((state) => state.records)
  const step = useDerived(['box', 'loan', 'group', 'event', 'race'], (known) => nextStepOf(known, card), [card])
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
  return (
    <CardView
      id={card.id}
      title={
        card.command.type === 'startSession' && card.boxSerial !== undefined
          ? t('attention.refusedStart', { box: card.boxSerial })
          : t('attention.refused', { sentence: commandSentence(say, records, card.command, card) })
      }
      next={step.kind === 'none' ? null : <NextStepButton step={step} busy={busy} onTryAgain={() => void tryAgain()} />}
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
      {isCodeDead(card) ? <p>{t('attention.codeDead')}</p> : null}
      <p className="attention-safe">{t(`attention.safe.${refusalStep(card.code).safe}`)}</p>
      <p className="muted small">
        {t('attention.when', { given: time.past(card.command.givenAt, now), at: time.past(card.at, now) })}
      </p>
    </CardView>
  )
}

/** L1: a code was made with the loan and perhaps given out. */
function isCodeDead({ command, fellWith }: RefusalCard): boolean {
  return [command, ...fellWith].some(({ type }) => type === 'createShareToken')
}

function NextStepButton({
  step,
  busy,
  onTryAgain,
}: {
  readonly step: Exclude<NextStep, { kind: 'none' }>
  readonly busy: boolean
  readonly onTryAgain: () => void
}) {
  const { t } = useSay()
  const door = useDoor()
  switch (step.kind) {
    case 'again':
      return (
        <Button busy={busy} onClick={onTryAgain}>
          {t('attention.tryAgain')}
        </Button>
      )
    case 'borrow':
      return <Button onClick={() => door.receive()}>{t('attention.borrow')}</Button>
    case 'record':
      return (
        <a className="button" href={placeHref(step.target.screen, step.target.id)}>
          {t('attention.openIt', { name: step.target.name })}
        </a>
      )
    case 'screen':
      return (
        <a className="button" href={placeHref(step.screen)}>
          {t('attention.openIt', { name: t(`nav.${step.screen}`) })}
        </a>
      )
    default:
      return assertNever(step)
  }
}
