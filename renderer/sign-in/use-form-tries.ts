import { type FormEvent, useRef, useState } from 'react'

/**
 * A form that says at its fields what is missing once somebody tried to send it, and takes the focus to the first of them.
 * @param isWhole whether there is nothing to say
 * @param send what is done then
 */
export function useFormTries(isWhole: boolean, send: () => void) {
  const [tried, setTried] = useState(false)
  const formRef = useRef<HTMLFormElement>(null)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWhole) send()
    // After the fields have their errors.
    else setTimeout(() => formRef.current?.querySelector<HTMLElement>('.field:has(.field-error) input')?.focus())
  }
  return { tried, form: { ref: formRef, onSubmit, className: 'sign-in-form', noValidate: true } }
}
