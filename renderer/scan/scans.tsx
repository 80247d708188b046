import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react'
import { isForTheDoor } from './scanned-text.ts'
import { createWedge } from './wedge.ts'

/** What came in without a field for it. */
export type Scan =
  | { readonly kind: 'text'; readonly text: string; readonly by: 'scanner' | 'clipboard' }
  | { readonly kind: 'file'; readonly file: File }

type TakeScan = (scan: Scan) => void

const ScansContext = createContext<((take: TakeScan) => () => void) | undefined>(undefined)

/**
 * ux 14: a scan is taken on any screen: by a scanner that types, from the clipboard, as a dropped file. The dialog that was
 * opened last takes it; where none does, `onScan`.
 */
export function ScansProvider({ onScan, children }: { readonly onScan: TakeScan; readonly children: ReactNode }) {
  const latest = useRef(onScan)
  useEffect(() => {
    latest.current = onScan
  })
  const [takers] = useState<TakeScan[]>(() => [])
  const [register] = useState(() => (take: TakeScan) => {
    takers.push(take)
    return () => {
      takers.splice(takers.indexOf(take), 1)
    }
  })
  useEffect(() => listen((scan) => (takers.at(-1) ?? latest.current)(scan)), [takers])
  return <ScansContext value={register}>{children}</ScansContext>
}

/** Takes what is scanned, pasted or dropped while the caller is on screen. */
export function useScans(take: TakeScan): void {
  const register = use(ScansContext)
  if (register === undefined) throw new Error('rendered outside ScansProvider')
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => register((scan) => latest.current(scan)), [register])
}

function listen(tell: TakeScan): () => void {
  const wedge = createWedge()
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return
    const step = wedge.press(event.key, event.timeStamp)
    if (step.kind === 'pass') return
    // A key of the scan must not move a list or press a button.
    event.preventDefault()
    event.stopImmediatePropagation()
    if (step.kind === 'done') tell({ kind: 'text', text: step.text, by: 'scanner' })
  }
  const pasted = (event: ClipboardEvent) => {
    if (isField(event.target)) return
    const [file] = event.clipboardData?.files ?? []
    if (file) return tell({ kind: 'file', file })
    const text = event.clipboardData?.getData('text') ?? ''
    if (isForTheDoor(text)) tell({ kind: 'text', text, by: 'clipboard' })
  }
  const draggedOver = (event: DragEvent) => {
    // Without this the window would leave the page for the file.
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  }
  const dropped = (event: DragEvent) => {
    const [file] = event.dataTransfer?.files ?? []
    if (file === undefined) return
    event.preventDefault()
    tell({ kind: 'file', file })
  }
  // Before the page's own keys.
  window.addEventListener('keydown', pressed, { capture: true })
  window.addEventListener('paste', pasted)
  window.addEventListener('dragover', draggedOver)
  window.addEventListener('drop', dropped)
  return () => {
    window.removeEventListener('keydown', pressed, { capture: true })
    window.removeEventListener('paste', pasted)
    window.removeEventListener('dragover', draggedOver)
    window.removeEventListener('drop', dropped)
  }
}

/** Where somebody types, keys and clipboard are the field's. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=checkbox],[type=radio],[type=file]),textarea,select,[contenteditable]') !== null
  )
}
