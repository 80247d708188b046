import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { useDerived, useOrganisationId, useTrackside, useTracksideState } from '../trackside.tsx'
import { LaptopContext } from './laptop-context.ts'
import { useBattery } from './use-battery.ts'
import { useWakeLock } from './use-wake-lock.ts'

/** Keeps the laptop awake while a timing run is on or a screen asks for it, and tells the core how its power is. */
export function LaptopProvider({ children }: { readonly children: ReactNode }) {
  const { core } = useTrackside()
  const viewer = useOrganisationId()
  const isOpen = useTracksideState((state) => state.link === 'open')
  const isTiming = useDerived(
    ['session'],
    (records) =>
      [...records.all('session')].some((run) => run.stoppedAt === undefined && run.organisationId === viewer),
    [viewer],
  )
  const [asking, setAsking] = useState(0)
  const keepAwake = useCallback(() => {
    setAsking((count) => count + 1)
    return () => setAsking((count) => count - 1)
  }, [])
  const { onMains, percent } = useBattery()
  const isKeptAwake = useWakeLock(isTiming || asking > 0)
  useEffect(() => {
    // The core forgets it when no window is connected.
    if (!isOpen) return
    const power = {
      keptAwake: isKeptAwake,
      ...(onMains === undefined ? {} : { onMains }),
      ...(percent === undefined ? {} : { percent }),
    }
    core.call('reportPower', power).catch(() => undefined)
  }, [core, isOpen, onMains, percent, isKeptAwake])
  const laptop = useMemo(
    () => ({ state: { onMains, percent, isKeptAwake }, keepAwake }),
    [onMains, percent, isKeptAwake, keepAwake],
  )
  return <LaptopContext value={laptop}>{children}</LaptopContext>
}
