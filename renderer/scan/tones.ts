/** Tones one after the other. */
export interface Tones {
  readonly hz: readonly number[]
  /** Each of them. */
  readonly lastsS: number
  readonly type: OscillatorType
  readonly loudness: number
}

export function playTones(audio: AudioContext, { hz, lastsS, type, loudness }: Tones): void {
  for (const [index, frequency] of hz.entries()) {
    const startsAt = audio.currentTime + index * lastsS
    const tone = new OscillatorNode(audio, { frequency, type })
    // It fades, or its end would click.
    const gain = new GainNode(audio, { gain: loudness })
    gain.gain.setValueAtTime(loudness, startsAt + lastsS * 0.7)
    gain.gain.linearRampToValueAtTime(0, startsAt + lastsS)
    tone.connect(gain).connect(audio.destination)
    tone.start(startsAt)
    tone.stop(startsAt + lastsS)
  }
}
