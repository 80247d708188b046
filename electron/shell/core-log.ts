import { StringDecoder } from 'node:string_decoder'
import type * as Electron from 'electron'

/** What breaks may print whole buffers. */
const LONGEST_LINE = 2_000

/** Gives on, line by line, what the core's process says: its log, and the last words of one that breaks. */
export function readCoreLog(child: Pick<Electron.UtilityProcess, 'on' | 'stderr'>, write: (line: string) => void) {
  const { stderr } = child
  if (stderr === null) return
  const decoder = new StringDecoder('utf8')
  let begun = ''
  const tell = (line: string) => write(`${line.slice(0, LONGEST_LINE)}\n`)
  const take = (chunk: Buffer) => {
    const lines = (begun + decoder.write(chunk)).split('\n')
    begun = (lines.pop() ?? '').slice(0, LONGEST_LINE)
    for (const line of lines) tell(line)
  }
  const listen = () => {
    stderr.on('data', take)
    stderr.on('end', () => {
      if (begun !== '') tell(begun)
    })
  }
  listen()
  // When Electron has told the end, it takes all listeners away, and the last words may still be on their way.
  child.on('exit', () => {
    queueMicrotask(() => {
      if (!stderr.listeners('data').includes(take)) listen()
    })
  })
}
