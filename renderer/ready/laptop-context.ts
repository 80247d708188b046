import { createContext, use, useEffect } from 'react'

/** What this window finds out about the laptop, and can't be known by the core. */
export interface LaptopState {
  readonly onMains: boolean | undefined
  readonly percent: number | undefined
  readonly isKeptAwake: boolean
}

export interface Laptop {
  readonly state: LaptopState
  /** @returns how to let go */
  readonly keepAwake: () => () => void
}

export const LaptopContext = createContext<Laptop | undefined>(undefined)

export function useLaptop(): LaptopState {
  return useWholeLaptop().state
}

/** Keeps the screen and the computer from sleeping while the caller is on screen. */
export function useKeepAwake(): void {
  const { keepAwake } = useWholeLaptop()
  useEffect(keepAwake, [keepAwake])
}

function useWholeLaptop(): Laptop {
  const laptop = use(LaptopContext)
  if (laptop === undefined) throw new Error('rendered outside LaptopProvider')
  return laptop
}
