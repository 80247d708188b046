import { useEffect, useState } from 'react'

/** The Battery Status API, as far as it is used; only Chromium has it. */
interface Battery extends EventTarget {
  readonly charging: boolean
  /** From 0 to 1. */
  readonly level: number
}
type WithBattery = Navigator & { readonly getBattery?: () => Promise<Battery> }

export interface Power {
  readonly onMains: boolean | undefined
  readonly percent: number | undefined
}

const UNKNOWN: Power = { onMains: undefined, percent: undefined }

/** How the computer is powered; unknown where it doesn't tell. One without a battery says that it is charging. */
export function useBattery(): Power {
  const [power, setPower] = useState<Power>(UNKNOWN)
  useEffect(() => {
    let isOver = false
    let battery: Battery | undefined
    const read = () => {
      if (battery && !isOver) setPower({ onMains: battery.charging, percent: Math.round(battery.level * 100) })
    }
    const listen = (found: Battery) => {
      if (isOver) return
      battery = found
      battery.addEventListener('chargingchange', read)
      battery.addEventListener('levelchange', read)
      read()
    }
    void (navigator as WithBattery).getBattery?.().then(listen, () => undefined)
    return () => {
      isOver = true
      battery?.removeEventListener('chargingchange', read)
      battery?.removeEventListener('levelchange', read)
    }
  }, [])
  return power
}
