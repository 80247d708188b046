import { useTranslation } from 'react-i18next'
import { grouped } from './grouped.ts'
import './chips.css'

export interface Chip<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly count?: number
}

/** Filters or tabs, one of them on. */
export function Chips<Id extends string>({
  label,
  chips,
  value,
  onChange,
}: {
  /** What is chosen between, for those who can't see it. */
  readonly label: string
  readonly chips: readonly Chip<Id>[]
  readonly value: Id
  readonly onChange: (id: Id) => void
}) {
  const { i18n } = useTranslation()
  return (
    <fieldset className="chips">
      <legend className="visually-hidden">{label}</legend>
      {chips.map((chip) => (
        <button
          key={chip.id}
          type="button"
          className="chip"
          aria-pressed={chip.id === value}
          onClick={() => onChange(chip.id)}
        >
          {chip.label}
          {chip.count === undefined ? null : ` ${grouped(i18n.language, chip.count)}`}
        </button>
      ))}
    </fieldset>
  )
}
