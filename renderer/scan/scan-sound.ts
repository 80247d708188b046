import { useCallback, useEffect, useRef } from 'react'
import { useTracksideState } from '../trackside.tsx'
import { playTones } from './tones.ts'

export type ScanSound = 'read' | 'good' | 'bad'

/** Tones one after the other, in Hz. */
const TONES: Readonly<Record<ScanSound, readonly number[]>> = { read: [1320], good: [880, 1320], bad: [220, 196] }
const TONE_S: Readonly<Record<ScanSound, number>> = { read: 0.05, good: 0.09, bad: 0.18 }
const LOUDNESS = 0.12

/** ux 15: how a scan sounds, unless sounds are off; never the only sign. */
export function useScanSound(): (sound: ScanSound) => void {
  const wanted = useTracksideState((state) => state.status?.settings.sounds ?? true)
  const audio = useRef<AudioContext>(undefined)
  useEffect(
    () => () => {
      void audio.current?.close()
      audio.current = undefined
    },
    [],
  )
  return useCallback(
    (sound) => {
      if (!wanted) return
      audio.current ??= new AudioContext()
      play(audio.current, sound)
    },
    [wanted],
  )
}

function play(audio: AudioContext, sound: ScanSound): void {
  const type = sound === 'bad' ? 'square' : 'sine'
  playTones(audio, { hz: TONES[sound], lastsS: TONE_S[sound], type, loudness: LOUDNESS })
}
