import type { Socket } from 'node:net'
import { readBoxCommand } from './box-command.ts'
import type { BoxState } from './box-state.ts'
import { createCommandLineReader } from './command-lines.ts'
import type { PacketFaults } from './packet-faults.ts'
import { createPacketSender } from './packet-sender.ts'
import type { Passing } from './passing.ts'
import type { Random } from './seeded-random.ts'

export interface BoxClient {
  /** Sends the passings if the client has said START. */
  readonly offer: (passings: readonly Passing[]) => void
  readonly cut: () => void
}

/** Serves one connection: obeys its commands, and knows whether it wants passings. */
export function serveBoxClient(
  socket: Socket,
  state: BoxState,
  random: Random,
  faults: () => PacketFaults,
  slownessMs: () => number,
): BoxClient {
  const sendText = createPacketSender(socket, random, faults)
  const readLines = createCommandLineReader()
  const commands: string[] = []
  let isObeying = false
  let isStarted = false

  function send(passings: readonly Passing[]): void {
    for (const passing of passings) {
      const text = JSON.stringify(passing)
      sendText(text)
      if (random() < faults().duplicateRate) sendText(text)
    }
  }

  function obey(line: string): void {
    const reading = readBoxCommand(line)
    if (!reading.ok) {
      sendText(JSON.stringify({ command: reading.name, result: `ERROR: ${reading.problem}` }))
      return
    }
    const { command } = reading
    sendText(JSON.stringify({ command: command.name, result: state.resultOf(command) }))
    if (command.name === 'START') isStarted = true
    if (command.name === 'STOP') isStarted = false
    if (command.name === 'REWIND') send(state.passingsFrom(command.fromNumber))
  }

  function obeyWaiting(): void {
    while (commands.length > 0) {
      const ms = slownessMs()
      if (ms > 0) {
        isObeying = true
        setTimeout(() => {
          isObeying = false
          obeyFirst()
          obeyWaiting()
        }, ms)
        return
      }
      obeyFirst()
    }
  }

  function obeyFirst(): void {
    const line = commands.shift()
    if (line !== undefined && !socket.destroyed) obey(line)
  }

  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    const { lines, tooLong } = readLines(text)
    if (tooLong) socket.destroy()
    else commands.push(...lines)
    if (!isObeying) obeyWaiting()
  })
  // A client that vanishes is everyday: 'close' follows and says all there is to say.
  socket.on('error', () => undefined)

  return {
    offer: (passings) => {
      if (isStarted) send(passings)
    },
    cut: () => {
      socket.resetAndDestroy()
    },
  }
}
