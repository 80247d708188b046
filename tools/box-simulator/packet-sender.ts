import type { Socket } from 'node:net'
import { cutIntoPieces, type PacketFaults, type PacketPiece } from './packet-faults.ts'
import type { Random } from './seeded-random.ts'

/**
 * Sends objects over a socket, one packet at each turn of the event loop, in the shape that the faults ask for.
 * What still waits when the socket closes is dropped, as in a real box: a rewind brings it again.
 */
export function createPacketSender(socket: Socket, random: Random, faults: () => PacketFaults): (text: string) => void {
  let waiting: PacketPiece[] = []
  let next = 0
  let isSending = false
  let gapTimer: NodeJS.Timeout | undefined

  socket.setNoDelay(true)
  socket.once('close', () => clearTimeout(gapTimer))

  function takePacket(): Buffer {
    const parts: Buffer[] = []
    do {
      const piece = waiting[next]
      if (piece === undefined) break
      parts.push(piece.bytes)
      next += 1
    } while (waiting[next]?.joinsPrevious)
    return Buffer.concat(parts)
  }

  function sendOnePacket(): void {
    if (socket.destroyed || next >= waiting.length) {
      waiting = []
      next = 0
      isSending = false
      return
    }
    const hasRoom = socket.write(takePacket())
    if (hasRoom) sendLater()
    else socket.once('drain', sendLater)
  }

  function sendLater(): void {
    const { gapMs } = faults()
    if (gapMs > 0) gapTimer = setTimeout(sendOnePacket, gapMs)
    else setImmediate(sendOnePacket)
  }

  return (text) => {
    if (socket.destroyed) return
    waiting.push(...cutIntoPieces(text, faults(), random))
    if (isSending) return
    isSending = true
    // Not at once: what is said in the same turn can still be glued to it.
    setImmediate(sendOnePacket)
  }
}
