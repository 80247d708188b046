import { useSyncExternalStore } from 'react'

/** Theme and row size of the page, as text: for what measures, to measure anew when they change. */
export function useLook(): string {
  return useSyncExternalStore(onLookChange, readLook)
}

function readLook(): string {
  const { theme = '', rows = '' } = document.documentElement.dataset
  return `${theme} ${rows}`
}

function onLookChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-rows'] })
  return () => observer.disconnect()
}
