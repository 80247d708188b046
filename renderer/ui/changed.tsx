import { type ReactNode, useEffect, useRef, useState } from 'react'
import './changed.css'

const TOLD_MS = 2_000

/** Underlines what it holds for two seconds when `value` becomes another one. */
export function Changed({ value, children }: { readonly value: string; readonly children: ReactNode }) {
  const [changed, setChanged] = useState(false)
  const before = useRef(value)
  useEffect(() => {
    if (before.current === value) return
    before.current = value
    setChanged(true)
    const timer = setTimeout(() => setChanged(false), TOLD_MS)
    return () => clearTimeout(timer)
  }, [value])
  return (
    <div className="changed" data-changed={changed || undefined}>
      {children}
    </div>
  )
}
