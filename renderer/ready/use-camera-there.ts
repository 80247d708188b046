import { useEffect, useState } from 'react'

/** Whether the computer has a camera; nobody is asked for anything. Undefined: not known. */
export function useCameraThere(): boolean | undefined {
  const [isThere, setThere] = useState<boolean>()
  useEffect(() => {
    // Only where the page is served safely.
    const devices: MediaDevices | undefined = navigator.mediaDevices
    if (devices === undefined) return
    let isOver = false
    const look = () =>
      void devices.enumerateDevices().then(
        (found) => {
          if (!isOver) setThere(found.some(({ kind }) => kind === 'videoinput'))
        },
        () => undefined,
      )
    look()
    devices.addEventListener('devicechange', look)
    return () => {
      isOver = true
      devices.removeEventListener('devicechange', look)
    }
  }, [])
  return isThere
}
