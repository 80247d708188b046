import { useEffect, useRef } from 'react'

/** Takes a file that is dropped anywhere while the caller is on screen, unless a dialog is open, which takes it itself. */
export function useDroppedFile(take: (file: File) => void): void {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const dropped = (event: DragEvent) => {
      const [file] = event.dataTransfer?.files ?? []
      if (file === undefined || document.querySelector('[role=dialog]') !== null) return
      event.preventDefault()
      // The window would take it for a loan code (scans.tsx).
      event.stopPropagation()
      latest.current(file)
    }
    document.addEventListener('drop', dropped)
    return () => document.removeEventListener('drop', dropped)
  }, [])
}
