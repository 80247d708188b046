import type { ReactNode } from 'react'
import './screen-head.css'

/** A screen's title with its buttons, the primary one last, and below them its filters. */
export function ScreenHead({
  title,
  actions,
  children,
}: {
  readonly title: string
  readonly actions?: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <div className="screen-head">
      <div className="screen-head-bar">
        <h1>{title}</h1>
        {actions}
      </div>
      {children}
    </div>
  )
}
