import { crc32 } from 'node:zlib'

/** What the reader saw, at true time; the box adds its number, its own idea of the time and its place. */
export interface Detection {
  /** 24 hexadecimal digits. */
  readonly epc: string
  readonly tagStr: string
  readonly atMs: number
  readonly seenCount: number
  readonly antenna: number
  /** In dBm, so below zero. */
  readonly rssi: number
}

export interface Position {
  readonly latitude: number
  readonly longitude: number
}

/** A passing as the box sends and keeps it. */
export interface Passing {
  readonly epc: string
  readonly timestamp: string
  readonly seenCount: number
  readonly antenna: number
  readonly rssi: number
  readonly passingNumber: number
  readonly tagStr: string
  readonly latitude: number
  readonly longitude: number
  readonly chksum: string
}

export function toPassing(
  detection: Omit<Detection, 'atMs'>,
  passingNumber: number,
  timestamp: string,
  position: Position,
): Passing {
  const { epc, seenCount, antenna, rssi, tagStr } = detection
  const { latitude, longitude } = position
  const content = { epc, timestamp, seenCount, antenna, rssi, passingNumber, tagStr, latitude, longitude }
  // How the real box computes it isn't documented: ours is the CRC-32 of the fields before it, as JSON.
  const chksum = crc32(JSON.stringify(content)).toString(16).toUpperCase().padStart(8, '0')
  return { ...content, chksum }
}
