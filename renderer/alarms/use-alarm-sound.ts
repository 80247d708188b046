import { useCallback, useEffect, useRef, useState } from 'react'
import type { Alarm } from '../../shared/desktop-race-day.ts'
import { playTones } from '../scan/tones.ts'
import { useTrackside, useTracksideState } from '../trackside.tsx'
import { createSoundPace } from './sound-pace.ts'
import { createSoundTurn, type SoundTurn } from './sound-turn.ts'

/** Unlike any scan's: two notes, three times, to be heard beside loudspeakers and a generator. */
const ALARM = { hz: [880, 660, 880, 660, 880, 660], lastsS: 0.16, type: 'square', loudness: 0.25 } as const

/** Sounds for alarms, unless sounds are off or another window of this laptop does; never the only sign. */
export function useAlarmSound(alarms: readonly Alarm[]): void {
  const { monotonicMs } = useTrackside()
  const [pace] = useState(createSoundPace)
  const play = useAlarmTones()
  const turn = useSoundTurn()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const step = () => {
      const { sounds, againInMs } = pace.next(alarms, monotonicMs())
      // The pace goes on in every window, so that the next one doesn't begin anew.
      if (sounds && turn.current?.isMine() !== false) play()
      if (againInMs !== undefined) timer = setTimeout(step, againInMs)
    }
    step()
    return () => clearTimeout(timer)
  }, [alarms, pace, play, turn, monotonicMs])
}

/** Taken by clicks and keys alone: a browser lets a window sound only once somebody has used it. */
function useSoundTurn(): { readonly current: SoundTurn | undefined } {
  const turn = useRef<SoundTurn>(undefined)
  useEffect(() => {
    // Not there where the page isn't trusted: then each window sounds.
    if (!('locks' in navigator)) return
    const mine = createSoundTurn(navigator.locks)
    turn.current = mine
    window.addEventListener('pointerdown', mine.take)
    window.addEventListener('keydown', mine.take)
    return () => {
      window.removeEventListener('pointerdown', mine.take)
      window.removeEventListener('keydown', mine.take)
      mine.end()
      turn.current = undefined
    }
  }, [])
  return turn
}

/** Plays the alarm's sound now, where sounds are on. */
export function useAlarmTones(): () => void {
  const isWanted = useTracksideState((state) => state.status?.settings.sounds ?? true)
  const audio = useRef<AudioContext>(undefined)
  const isWaiting = useRef(false)
  useEffect(
    () => () => {
      void audio.current?.close()
      audio.current = undefined
    },
    [],
  )
  return useCallback(() => {
    if (!isWanted) return
    audio.current ??= new AudioContext()
    const context = audio.current
    if (context.state === 'running') return playTones(context, ALARM)
    // A browser that nobody has clicked in yet stays silent until then; what it missed is played once.
    if (isWaiting.current) return
    isWaiting.current = true
    context
      .resume()
      .then(
        () => playTones(context, ALARM),
        () => undefined,
      )
      .finally(() => {
        isWaiting.current = false
      })
  }, [isWanted])
}
