export interface ReadQuestion {
  readonly id: number
  readonly image: ImageBitmap | Blob
}

export interface ReadAnswer {
  readonly id: number
  /** Undefined: there is no code to be read in it. */
  readonly text: string | undefined
}

/** Reads QR codes in pictures, in a thread of its own: the page stays quick meanwhile. */
export interface CodeReader {
  read(image: ImageBitmap | Blob): Promise<string | undefined>
  close(): void
}

export function openCodeReader(): CodeReader {
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, (text: string | undefined) => void>()
  let count = 0
  const giveUp = () => {
    for (const answer of waiting.values()) answer(undefined)
    waiting.clear()
  }
  worker.addEventListener('message', ({ data: { id, text } }: MessageEvent<ReadAnswer>) => {
    waiting.get(id)?.(text)
    waiting.delete(id)
  })
  worker.addEventListener('error', giveUp)
  return {
    read(image) {
      return new Promise((resolve) => {
        count += 1
        waiting.set(count, resolve)
        const question: ReadQuestion = { id: count, image }
        worker.postMessage(question, image instanceof Blob ? [] : [image])
      })
    },
    close() {
      worker.terminate()
      giveUp()
    },
  }
}
