import { useId, useState } from 'react'
import type { ScoringTarget, ShownTarget } from '../../shared/desktop-live.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { Menu } from '../ui/menu.tsx'
import { InlineError } from '../ui/notices.tsx'
import { grouped } from '../words/count.ts'
import { useSay } from '../words/say.tsx'
import { OnSwitch } from './on-switch.tsx'
import { StateShape } from './state-shape.tsx'
import { targetState } from './target-words.ts'
import './scoring.css'

export type TargetAct = 'edit' | 'again' | 'remove'

/** One scoring program: whether it gets times, how the connection stands, how far it has come. */
export function TargetCard({
  target,
  onAct,
}: {
  readonly target: ShownTarget
  /** Absent for those who may only look. */
  readonly onAct: ((act: TargetAct) => void) | undefined
}) {
  const say = useSay()
  const { t } = say
  const { name, address, state, sent, waiting } = target
  const { change, problem, busy } = useSwitch(target)
  const headId = useId()
  return (
    <li id={`target-${target.id}`} className="scoring-target" data-state={state} aria-labelledby={headId}>
      <div className="scoring-name">
        <h2 id={headId}>{name}</h2>
        <span className="mono muted">{addressText(address)}</span>
      </div>
      {onAct === undefined ? null : (
        <>
          <OnSwitch label={t('scoring.sendTo', { name })} isOn={target.isOn} busy={busy} onChange={change} />
          <Menu
            label={t('scoring.more', { name })}
            items={[
              { label: t('scoring.edit', { name }), onChoose: () => onAct('edit') },
              {
                label: t('scoring.sendAgain'),
                onChoose: () => onAct('again'),
                whyNot: sent === 0 ? t('scoring.sendAgainNone') : undefined,
              },
              { label: t('scoring.remove', { name }), onChoose: () => onAct('remove'), danger: true },
            ]}
          />
        </>
      )}
      <div className="scoring-state">
        <span className="scoring-state-words" role="status">
          <StateShape state={state} />
          {targetState(say, target)}
        </span>
        <span>{t('scoring.sent', { number: grouped(say, sent) })}</span>
        <span>{t('scoring.waiting', { number: grouped(say, waiting) })}</span>
        {state === 'greeting' || state === 'broken' ? (
          <span className="scoring-state-now muted">{t(`scoring.whatNow.${state}`)}</span>
        ) : null}
      </div>
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
    </li>
  )
}

function addressText({ host, port }: ScoringTarget['address']): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

function useSwitch({ id, eventId, name, address, backupWindowS }: ScoringTarget) {
  const { core } = useTrackside()
  const { t } = useSay()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const change = (isOn: boolean) => {
    setBusy(true)
    setProblem(undefined)
    core
      .call('saveScoringTarget', { id, eventId, name, address, isOn, backupWindowS })
      .catch((error: unknown) => setProblem(faultSentence(t, error)))
      .finally(() => setBusy(false))
  }
  return { change, problem, busy }
}
