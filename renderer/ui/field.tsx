import { PasswordInput, Textarea, TextInput } from '@mantine/core'
import type { ClipboardEvent, HTMLInputAutoCompleteAttribute, Ref } from 'react'
import './field.css'

const CLASS_NAMES = {
  root: 'field',
  label: 'field-label',
  description: 'field-description',
  error: 'field-error',
  input: 'field-input',
}

export interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Said below the label, before anything is typed. */
  readonly description?: string | undefined
  readonly error?: string | undefined
  readonly placeholder?: string
  readonly autoFocus?: boolean
  readonly required?: boolean
  readonly maxLength?: number
  readonly autoComplete?: HTMLInputAutoCompleteAttribute
  readonly disabled?: boolean
}

/** One line of text with its label. */
export function Field({
  kind = 'text',
  mono = false,
  ref,
  onPasted,
  ...props
}: FieldProps & {
  readonly kind?: 'text' | 'email' | 'password' | 'date' | 'time' | 'datetime-local' | 'number'
  readonly mono?: boolean
  readonly ref?: Ref<HTMLInputElement>
  /** @returns whether it was taken, and so doesn't go into the field */
  readonly onPasted?: (text: string) => boolean
}) {
  const common = {
    ...inputProps(props),
    ...(ref === undefined ? {} : { ref }),
    ...(onPasted === undefined ? {} : { onPaste: pasteTo(onPasted) }),
  }
  if (kind === 'password')
    // The library says so of every other field itself.
    return (
      <PasswordInput
        {...common}
        aria-invalid={props.error !== undefined}
        classNames={{ ...CLASS_NAMES, innerInput: 'field-inner' }}
      />
    )
  const input = mono ? 'field-input mono' : 'field-input'
  return <TextInput {...common} type={kind} classNames={{ ...CLASS_NAMES, input }} spellCheck={false} />
}

function pasteTo(onPasted: (text: string) => boolean) {
  return (event: ClipboardEvent<HTMLInputElement>) => {
    if (onPasted(event.clipboardData.getData('text'))) event.preventDefault()
  }
}

/** Several lines of text with their label. */
export function TextField({ rows = 3, ...props }: FieldProps & { readonly rows?: number }) {
  return <Textarea {...inputProps(props)} rows={rows} classNames={CLASS_NAMES} />
}

function inputProps({ onChange, autoFocus, error, description, ...rest }: FieldProps) {
  return {
    ...rest,
    withAsterisk: false,
    error: error ?? false,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value),
    ...(description === undefined ? {} : { description }),
    ...(autoFocus ? { 'data-autofocus': true, autoFocus: true } : {}),
  }
}
