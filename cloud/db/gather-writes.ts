import type { Duplex } from 'node:stream'

/**
 * What is written to a connection in one turn of the loop goes out at its end, all at once: handing over is what costs,
 * however little it is. Over TLS, too, where `stream` is what encrypts.
 */
export function gatherWrites(stream: Duplex): void {
  const write = stream.write.bind(stream)
  let isGathering = false
  const gather = (...args: Parameters<typeof write>) => {
    if (!isGathering) {
      isGathering = true
      stream.cork()
      setImmediate(() => {
        isGathering = false
        stream.uncork()
      })
    }
    return write(...args)
  }
  stream.write = gather as Duplex['write']
}
