import type { MouseEvent, PointerEvent } from 'react'
import { Button } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { useSay } from '../words/say.tsx'
import { RACE_KEYS, type RaceKey } from './use-race-keys.ts'

/** It takes the time when it is touched, not when it is let go. */
export function TakeTimeButton({
  keysOn,
  onTake,
}: {
  readonly keysOn: boolean
  readonly onTake: (pressedAtMs: number) => void
}) {
  const { t } = useSay()
  const touched = (event: PointerEvent) => {
    if (event.button !== 0) return
    // The focus goes to the bib, not to this button.
    event.preventDefault()
    onTake(event.timeStamp)
  }
  const clicked = (event: MouseEvent) => {
    // Without a pointer: by keyboard, or by what speaks the screen.
    if (event.detail === 0) onTake(event.timeStamp)
  }
  return (
    <Button
      look="primary"
      className="live-take"
      title={keysOn ? t('live.spaceKey') : undefined}
      onPointerDown={touched}
      onMouseDown={(event) => event.preventDefault()}
      onClick={clicked}
    >
      {t('live.takeTime')} {keysOn ? <Kbd>{t('live.space')}</Kbd> : null}
    </Button>
  )
}

const KINDS = ['START', 'DNF', 'DNS', 'DSQ', 'NOTE'] as const

/** The rest of what is recorded, each with its key; the keys can be switched off. */
export function RaceKeyButtons({
  keysOn,
  onKeysOn,
  onKey,
}: {
  readonly keysOn: boolean
  readonly onKeysOn: (isOn: boolean) => void
  readonly onKey: (key: RaceKey, pressedAtMs: number) => void
}) {
  const { t } = useSay()
  return (
    <>
      <div className="live-keys">
        {KINDS.map((kind) => (
          <Button
            key={kind}
            title={keysOn ? t('live.keyFor', { key: RACE_KEYS[kind] }) : undefined}
            onClick={(event) => onKey(kind, event.timeStamp)}
          >
            {t(`live.act.${kind}`)} {keysOn ? <Kbd>{RACE_KEYS[kind]}</Kbd> : null}
          </Button>
        ))}
      </div>
      <label className="live-keys-on">
        <input type="checkbox" checked={keysOn} onChange={(event) => onKeysOn(event.currentTarget.checked)} />
        <span>{t('live.keysOn')}</span>
      </label>
    </>
  )
}
