import { useTranslation } from 'react-i18next'
import './on-switch.css'

/** On or off, in words and by the side on which the knob is. */
export function OnSwitch({
  label,
  isOn,
  busy,
  onChange,
}: {
  /** What it switches, for those who don't see where it stands. */
  readonly label: string
  readonly isOn: boolean
  readonly busy: boolean
  readonly onChange: (isOn: boolean) => void
}) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      role="switch"
      className="on-switch"
      aria-checked={isOn}
      aria-label={label}
      aria-busy={busy || undefined}
      onClick={() => {
        if (!busy) onChange(!isOn)
      }}
    >
      <span className="on-switch-track" aria-hidden="true" />
      <span aria-hidden="true">{t(isOn ? 'scoring.on' : 'scoring.off')}</span>
    </button>
  )
}
