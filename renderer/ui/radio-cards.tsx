import { useId } from 'react'
import './radio-cards.css'

export interface RadioCard<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly detail: string
  /** Why it can't be chosen now. */
  readonly whyNot?: string | undefined
}

/** A few choices side by side, each with what it means below. */
export function RadioCards<Value extends string>({
  label,
  cards,
  value,
  onChange,
  autoFocus = false,
}: {
  readonly label: string
  readonly cards: readonly RadioCard<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** What is chosen has the focus when the dialog opens. */
  readonly autoFocus?: boolean
}) {
  const name = useId()
  return (
    <fieldset className="radio-cards">
      <legend className="field-label">{label}</legend>
      {cards.map((card) => (
        <label key={card.value} className="radio-card">
          <input
            type="radio"
            name={name}
            checked={card.value === value}
            disabled={card.whyNot !== undefined}
            onChange={() => onChange(card.value)}
            data-autofocus={autoFocus && card.value === value ? true : undefined}
          />
          <span>
            <b>{card.label}</b>
            <span className="radio-card-detail">{card.detail}</span>
            {card.whyNot === undefined ? null : <span className="radio-card-why-not">{card.whyNot}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
