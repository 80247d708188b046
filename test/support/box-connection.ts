import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { readJsonObjects } from './json-objects.ts'

/** A scoring computer's side of a connection to a box, for the length of one test. */
export interface BoxConnection {
  readonly send: (text: string | Buffer) => void
  /** Waits until so many objects have come in all, and gives all that came. */
  readonly objects: (count: number) => Promise<readonly unknown[]>
  /** Waits until so many bytes have come in all. */
  readonly bytes: (count: number) => Promise<Buffer>
  /** What each read gave. */
  readonly packets: () => readonly Buffer[]
  readonly closed: Promise<void>
  readonly close: () => void
}

export async function connectToBox(port: number): Promise<BoxConnection> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  onTestFinished(() => {
    socket.destroy()
  })
  const packets: Buffer[] = []
  socket.on('data', (packet: Buffer) => packets.push(packet))
  // A cut connection is what some tests are about: they wait for `closed`.
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await new Promise<void>((resolve) => socket.once('connect', resolve))

  return {
    send: (text) => {
      socket.write(text)
    },
    objects: async (count) => {
      const objects = () => readJsonObjects(Buffer.concat(packets).toString()).objects
      await until(socket, () => objects().length >= count)
      return objects()
    },
    bytes: async (count) => {
      await until(socket, () => Buffer.concat(packets).length >= count)
      return Buffer.concat(packets)
    },
    packets: () => packets,
    closed,
    close: () => {
      socket.destroy()
    },
  }
}

/** Looks again at each packet; a test that waits for what never comes ends by its own time limit. */
function until(socket: Socket, isTrue: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    function look(): void {
      if (!isTrue()) return
      socket.off('data', look)
      socket.off('close', giveUp)
      resolve()
    }
    function giveUp(): void {
      reject(new Error('the connection closed before what was waited for had come'))
    }
    socket.on('data', look)
    socket.once('close', giveUp)
    look()
  })
}
