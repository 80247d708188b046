import { useSyncExternalStore } from 'react'

/** Where the window is: `#/devices/BOXID`. `opened` is the record shown beside the list. */
export interface Place {
  readonly screen: string
  readonly opened: string | undefined
}

export function readPlace(hash: string): Place {
  const [screen = '', opened = ''] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent)
  return { screen, opened: opened === '' ? undefined : opened }
}

export function placeHref(screen: string, opened?: string): string {
  return opened === undefined ? `#/${screen}` : `#/${screen}/${encodeURIComponent(opened)}`
}

export function goTo(screen: string, opened?: string): void {
  window.location.hash = placeHref(screen, opened)
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(onHashChange, () => window.location.hash)
  return readPlace(hash)
}

function onHashChange(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}
