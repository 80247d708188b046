const LOCK = 'trackside-alarm-sound'

/** Which one of a laptop's windows sounds. */
export interface SoundTurn {
  /** Whether it is this one. */
  readonly isMine: () => boolean
  /** Somebody uses this window: from now on it sounds, and no other one. */
  take(): void
  end(): void
}

/** Of several windows on one laptop one sounds: the one that was used last, and when that closes the next in line. */
export function createSoundTurn(locks: LockManager): SoundTurn {
  let isMine = false
  let isOver = false
  let inLine: AbortController | undefined
  let release: () => void = () => undefined

  function hold(): Promise<void> {
    isMine = true
    return new Promise((resolve) => {
      release = resolve
    })
  }

  function lineUp(): void {
    const waiting = new AbortController()
    inLine = waiting
    locks.request(LOCK, { signal: waiting.signal }, hold).catch(() => {
      if (!waiting.signal.aborted) lose()
    })
  }

  /** Another window took it. */
  function lose(): void {
    isMine = false
    if (!isOver) lineUp()
  }

  lineUp()
  return {
    isMine: () => isMine,
    take() {
      if (isMine || isOver) return
      inLine?.abort()
      locks.request(LOCK, { steal: true }, hold).catch(lose)
    },
    end() {
      isOver = true
      isMine = false
      inLine?.abort()
      release()
    },
  }
}
