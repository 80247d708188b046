import { Socket } from 'node:net'

/** What is written in one turn of the loop goes out at its end, all at once: handing over is what costs, however little it is. */
export function gatheringSocket(): Socket {
  const socket = new Socket()
  // Connecting puts the socket's own `write` back.
  socket.once('connect', () => {
    const write = socket.write.bind(socket)
    let isGathering = false
    const gather = (...args: Parameters<typeof write>) => {
      if (!isGathering) {
        isGathering = true
        socket.cork()
        setImmediate(() => {
          isGathering = false
          socket.uncork()
        })
      }
      return write(...args)
    }
    socket.write = gather as Socket['write']
  })
  return socket
}
