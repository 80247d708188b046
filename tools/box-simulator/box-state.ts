import { assertNever } from '../../shared/assert-never.ts'
import { type BoxClock, boxTimeMs, clockSourceOf, formatTimestamp, type TimestampForm } from './box-clock.ts'
import type { BoxCommand } from './box-command.ts'
import { type Detection, type Passing, type Position, toPassing } from './passing.ts'

export interface BoxDescription {
  readonly serial: string
  readonly alias: string
  readonly model: string
  readonly firmware: string
  readonly position: Position
  readonly timestampForm: TimestampForm
  readonly port: number
}

/** Only the chip must be known. */
export type PartialDetection = Pick<Detection, 'epc'> & Partial<Detection>

/** What a box knows and keeps, apart from its connections. */
export interface BoxState {
  readonly record: (detection: PartialDetection) => Passing
  /** Those numbered no lower, in the order in which they were made. */
  readonly passingsFrom: (fromNumber: number) => readonly Passing[]
  /** The next one is number 1 again. */
  readonly countAnew: () => void
  readonly clock: () => BoxClock
  readonly setClock: (clock: BoxClock) => void
  /** The `result` for a command; what it does to a connection is the connection's own business. */
  readonly resultOf: (command: BoxCommand) => unknown
}

export function createBoxState(description: BoxDescription, initialClock: BoxClock, now: () => number): BoxState {
  const { serial, alias, model, firmware, position, timestampForm, port } = description
  const poweredOnAtMs = now()
  const backup: Passing[] = []
  let lastNumber = 0
  let clock = initialClock
  let address = { ip: '127.0.0.1', port, mask: '/8' }

  function timestampAt(atMs: number): string {
    return formatTimestamp(boxTimeMs(clock, poweredOnAtMs, atMs), timestampForm)
  }

  function passingsFrom(fromNumber: number): readonly Passing[] {
    return backup.filter(({ passingNumber }) => passingNumber >= fromNumber)
  }

  return {
    record: ({ epc, tagStr = epc, atMs = now(), seenCount = 1, antenna = 1, rssi = -60 }) => {
      const seen = { epc, tagStr, seenCount, antenna, rssi }
      lastNumber += 1
      const passing = toPassing(seen, lastNumber, timestampAt(atMs), position)
      backup.push(passing)
      return passing
    },
    passingsFrom,
    countAnew: () => {
      lastNumber = 0
    },
    clock: () => clock,
    setClock: (newClock) => {
      clock = newClock
    },
    resultOf: (command) => {
      switch (command.name) {
        case 'START':
        case 'STOP':
          return 'OK'
        case 'GETSYSTEMTIME':
          return { time: timestampAt(now()), clockSource: clockSourceOf(clock) }
        case 'GETSYSTEMCONFIG':
          return { serial, alias, model, firmware, ...address, readerPresent: true }
        case 'CHANGESYSTEMIPADDRESS':
          // GETSYSTEMCONFIG tells it back, but the socket stays on loopback, where it can be reached.
          address = { ip: command.ip, port: command.port, mask: command.mask }
          return 'OK'
        case 'REWIND':
          return { from: command.fromNumber, count: passingsFrom(command.fromNumber).length }
        default:
          return assertNever(command)
      }
    },
  }
}
