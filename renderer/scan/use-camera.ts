import { useEffect, useState } from 'react'

/** How the camera stands. Without one, all else goes on. */
export type CameraState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'live'; readonly stream: MediaStream; readonly deviceId: string }
  | { readonly kind: 'none' | 'refused' | 'busy' }

export interface CameraChoice {
  readonly deviceId: string
  readonly label: string
}

/** Large enough for a code of several boxes, held at arm's length. */
const SIZE = { width: { ideal: 1920 }, height: { ideal: 1080 } } as const

/**
 * The live camera while the caller is on screen: the one that looks away from the person where there is such a one.
 * @param wanted a camera that was chosen
 */
export function useCamera(wanted: string | undefined) {
  const [state, setState] = useState<CameraState>({ kind: 'starting' })
  const [cameras, setCameras] = useState<readonly CameraChoice[]>([])
  useEffect(() => {
    let isOver = false
    let stream: MediaStream | undefined
    const opened = async (live: MediaStream) => {
      if (isOver) return stop(live)
      stream = live
      const [track] = live.getVideoTracks()
      track?.addEventListener('ended', () => setState({ kind: 'busy' }))
      setState({ kind: 'live', stream: live, deviceId: track?.getSettings().deviceId ?? '' })
      // Only now do they have names.
      setCameras(await camerasHere())
    }
    setState({ kind: 'starting' })
    open(wanted)
      .then(opened)
      .catch((error: unknown) => {
        if (!isOver) setState({ kind: whyNoCamera(error) })
      })
    return () => {
      isOver = true
      if (stream) stop(stream)
    }
  }, [wanted])
  return { state, cameras }
}

async function open(deviceId: string | undefined): Promise<MediaStream> {
  // Absent where the page isn't trusted, which doesn't happen in our own hosts.
  const devices: MediaDevices | undefined = navigator.mediaDevices
  if (devices === undefined) throw new DOMException('no camera access', 'NotFoundError')
  const which = deviceId === undefined ? { facingMode: { ideal: 'environment' } } : { deviceId: { exact: deviceId } }
  return devices.getUserMedia({ video: { ...which, ...SIZE } })
}

async function camerasHere(): Promise<readonly CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }) => ({ deviceId, label }))
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

export function whyNoCamera(error: unknown): 'none' | 'refused' | 'busy' {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none'
}
