import { NativeSelect } from '@mantine/core'
import './field.css'

/** One of many, by the platform's own list: quick by keyboard, large by touch. */
export function Select<Value extends string>({
  label,
  description,
  options,
  value,
  onChange,
}: {
  readonly label: string
  readonly description?: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}) {
  return (
    <NativeSelect
      label={label}
      {...(description === undefined ? {} : { description })}
      data={options.map((option) => ({ ...option }))}
      value={value}
      classNames={{ label: 'field-label', description: 'field-description', input: 'field-input' }}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value)
        if (chosen) onChange(chosen.value)
      }}
    />
  )
}
