import { useEffect, useRef, useState } from 'react'
import { useGive } from '../give/use-give.ts'
import { useSay } from '../words/say.tsx'
import { type PlannedLine, registrationActs } from './plan-registration.ts'

interface Registering {
  readonly done: number
  readonly total: number
}

/** Registers all good lines, act after act; between two it can be stopped. What was done stays. */
export function useRegistering(onDone: () => void) {
  const { t } = useSay()
  const { give, problem } = useGive()
  const [progress, setProgress] = useState<Registering>()
  const [stopped, setStopped] = useState<Registering>()
  const isStopping = useRef(false)
  useEffect(() => {
    isStopping.current = false
    return () => {
      isStopping.current = true
    }
  }, [])
  const register = async (lines: readonly PlannedLine[]) => {
    const acts = registrationActs(lines, () => crypto.randomUUID())
    const total = acts.reduce((sum, { boxes }) => sum + boxes, 0)
    let done = 0
    isStopping.current = false
    setStopped(undefined)
    for (const { commands, boxes, undo } of acts) {
      if (isStopping.current) break
      setProgress({ done, total })
      const isLast = done + boxes === total
      const said = isLast ? { said: t('devices.many.done', { count: total }) } : {}
      // What takes several acts is too much to be taken back by one press.
      if (!(await give(commands, acts.length === 1 ? { ...said, undo } : said))) break
      done += boxes
    }
    setProgress(undefined)
    if (done === total) onDone()
    else setStopped({ done, total })
  }
  const stop = () => {
    isStopping.current = true
  }
  return { register, stop, progress, stopped, problem }
}
