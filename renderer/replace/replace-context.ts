import { createContext, use } from 'react'
import type { BoxId } from '../../shared/records/scalars.ts'

/** Opens *Replace this box*, from wherever a box is in trouble. */
export type OpenReplace = (boxId: BoxId) => void

export const ReplaceContext = createContext<OpenReplace | undefined>(undefined)

export function useReplace(): OpenReplace {
  const open = use(ReplaceContext)
  if (open === undefined) throw new Error('rendered outside ReplaceProvider')
  return open
}
