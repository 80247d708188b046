import { useState } from 'react'

/**
 * What a form holds of something saved, until it is saved itself; it begins anew when what is saved becomes another, by
 * an Undo or from another laptop. The field keeps its focus.
 * @param version of `saved`, as text: the same text, the same content
 */
export function useDraft<T>(saved: T, version: string): readonly [T, (draft: T) => void] {
  const [draft, setDraft] = useState(saved)
  const [known, setKnown] = useState(version)
  if (version !== known) {
    setKnown(version)
    setDraft(saved)
  }
  return [draft, setDraft]
}
