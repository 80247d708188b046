import type { ReactNode } from 'react'
import './notices.css'

/** A refusal or fault, in place, where the act was. */
export function InlineError({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="notice notice-error" role="alert">
      <span className="notice-sign" aria-hidden="true">
        ▲
      </span>
      <div className="notice-text">{children}</div>
      {action}
    </div>
  )
}

/** What a person should know before, or while, something goes on. */
export function Notice({
  children,
  level = 'plain',
  action,
}: {
  readonly children: ReactNode
  readonly level?: 'plain' | 'warning' | 'good'
  readonly action?: ReactNode
}) {
  return (
    <div className={`notice notice-${level}`} role="status">
      <div className="notice-text">{children}</div>
      {action}
    </div>
  )
}

/** ux 17: says what belongs here and offers the one next step, or why it isn't this member's. */
export function EmptyState({
  title,
  children,
  action,
  whyNot,
}: {
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
  /** In place of the action. */
  readonly whyNot?: string | undefined
}) {
  return (
    <div className="empty-state">
      <h2>{title}</h2>
      {children === undefined ? null : <p className="muted">{children}</p>}
      {whyNot === undefined ? action : <p className="muted">{whyNot}</p>}
    </div>
  )
}
