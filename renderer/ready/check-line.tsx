import { useState } from 'react'
import { SpaceDialog } from '../alarms/space-dialog.tsx'
import { useAlarmTones } from '../alarms/use-alarm-sound.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useTrackside, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/say.tsx'
import { type Check, type CheckAct, SHAPES } from './check.ts'

/** One thing that was looked at: shape, words, and what to do. */
export function CheckLine({ check, withAct = true }: { readonly check: Check; readonly withAct?: boolean }) {
  const { t } = useSay()
  const { level, words, todo, act } = check
  return (
    <li className="check" data-level={level} data-check={check.key}>
      <span className="check-shape" role="img" aria-label={t(`ready.level.${level}`)}>
        {SHAPES[level]}
      </span>
      <span className="check-text">
        <span>{words}</span>
        {todo === undefined ? null : <span className="check-todo">{todo}</span>}
      </span>
      {act === undefined || !withAct ? null : <Act act={act} />}
    </li>
  )
}

function Act({ act }: { readonly act: CheckAct }) {
  const { t } = useSay()
  const door = useDoor()
  switch (act.kind) {
    case 'link':
      return (
        <a className="button" href={act.href} aria-label={act.name}>
          {act.label}
        </a>
      )
    case 'ask-time':
      return <Button onClick={() => door.askForTime(act.loanId)}>{t('alarms.askTime')}</Button>
    case 'play-sound':
      return <PlaySound />
    case 'free-space':
      return <FreeSpace />
    case 'sync':
      return <SyncNow />
  }
}

/** Whether an alarm would be heard is known only by hearing it. */
function PlaySound() {
  const { t } = useSay()
  const play = useAlarmTones()
  return <Button onClick={play}>{t('ready.soundPlay')}</Button>
}

function FreeSpace() {
  const { t } = useSay()
  const [isOpen, setOpen] = useState(false)
  const isFull = useTracksideState((state) => state.status?.problems.includes('disk-full') ?? false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('alarms.freeSpace')}</Button>
      {isOpen ? <SpaceDialog isFull={isFull} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function SyncNow() {
  const { t } = useSay()
  const { core } = useTrackside()
  const isSending = useTracksideState((state) => state.status?.connection === 'sending')
  const [isAsked, setAsked] = useState(false)
  const sync = () => {
    setAsked(true)
    core.call('syncNow', {}).then(
      () => setAsked(false),
      () => setAsked(false),
    )
  }
  return (
    <Button busy={isAsked || isSending} onClick={sync}>
      {t(isAsked || isSending ? 'ready.syncing' : 'ready.sync')}
    </Button>
  )
}
