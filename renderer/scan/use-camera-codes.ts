import { type RefObject, useEffect, useRef, useState } from 'react'
import type { CodeReader } from './code-reader.ts'

const PAUSE_MS = 60
/** The same code, held on before the camera, is one scan. */
const SAME_MS = 3_000
const HINTS_AFTER_MS = 8_000

/**
 * Looks at the video again and again, and tells each code that comes before it, once.
 * @returns whether nothing was read for so long that a hint is due (ux 9)
 */
export function useCameraCodes(
  video: RefObject<HTMLVideoElement | null>,
  isLive: boolean,
  reader: CodeReader | undefined,
  onText: (text: string) => void,
): boolean {
  const latest = useRef(onText)
  useEffect(() => {
    latest.current = onText
  })
  const [isHintDue, setHintDue] = useState(false)
  useEffect(() => {
    if (!isLive || reader === undefined) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    let seen = { text: '', atMs: Number.NEGATIVE_INFINITY }
    const hints = setTimeout(() => setHintDue(true), HINTS_AFTER_MS)
    const tell = (text: string) => {
      const nowMs = performance.now()
      const isSame = text === seen.text && nowMs - seen.atMs < SAME_MS
      seen = { text, atMs: nowMs }
      if (isSame) return
      clearTimeout(hints)
      setHintDue(false)
      latest.current(text)
    }
    const look = async () => {
      const text = await readFrame(video.current, reader)
      if (isOver) return
      if (text !== undefined) tell(text)
      timer = setTimeout(() => void look(), PAUSE_MS)
    }
    void look()
    return () => {
      isOver = true
      clearTimeout(timer)
      clearTimeout(hints)
      setHintDue(false)
    }
  }, [video, isLive, reader])
  return isHintDue
}

async function readFrame(video: HTMLVideoElement | null, reader: CodeReader): Promise<string | undefined> {
  if (video === null || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined
  try {
    return await reader.read(await createImageBitmap(video))
  } catch {
    // The camera went away between two frames.
    return undefined
  }
}
