import type { ButtonHTMLAttributes, Ref } from 'react'
import './button.css'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One `primary` a view: verb, object, name. `danger`: what hurts somebody's race. `quiet`: without a border. */
  readonly look?: 'primary' | 'plain' | 'danger' | 'quiet'
  /** Why it can't be pressed now. It stays reachable, so that the reason can be read. */
  readonly whyNot?: string | undefined
  readonly busy?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'plain', whyNot, busy = false, className, onClick, ref, ...rest }: ButtonProps) {
  const blocked = busy || whyNot !== undefined
  return (
    <button
      type="button"
      {...rest}
      ref={ref}
      className={['button', `button-${look}`, className ?? ''].join(' ')}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      title={whyNot ?? rest.title}
      onClick={(event) => {
        if (blocked) event.preventDefault()
        else onClick?.(event)
      }}
    />
  )
}
