/**
 * SQLite's log, as far as its damage has to be known: https://www.sqlite.org/fileformat2.html#the_write_ahead_log.
 * SQLite stops reading at the first frame whose checksum is wrong, and drops all commits behind it without a word.
 */
const HEADER = 32
const FRAME_HEADER = 24
const PAGE = 4096
const FRAME = FRAME_HEADER + PAGE
const MAGIC = 0x377f0682
const VERSION = 3_007_000

interface Log {
  /** Both salts, which all frames since the log was last begun carry. */
  readonly salts: Buffer
  readonly isHeaderSound: boolean
  readonly isBigEndian: boolean
  /** Up to the last one with the salts. */
  readonly frames: readonly Buffer[]
}

interface Sum {
  readonly a: number
  readonly b: number
}

/**
 * Whether commits are lost behind a damaged frame. A torn end isn't damage: it is the commit that was being written when
 * the computer stopped, which nobody was told of.
 */
export function isWalDamaged(wal: Buffer): boolean {
  const log = read(wal)
  if (log === undefined) return false
  const commits = (frames: readonly Buffer[]) => frames.filter((frame) => frame.readUInt32BE(4) !== 0).length
  if (!log.isHeaderSound) return commits(log.frames) > 0
  let sum = sumOf(wal.subarray(0, 24), { a: 0, b: 0 }, log.isBigEndian)
  for (const [index, frame] of log.frames.entries()) {
    sum = frameSum(frame, sum, log.isBigEndian)
    const isSound = sum.a === frame.readUInt32BE(16) && sum.b === frame.readUInt32BE(20) && hasSalts(frame, log.salts)
    if (!isSound) return commits(log.frames.slice(index)) > 1
  }
  return false
}

/** The log with its checksums made right, so that SQLite reads all of it: a damaged frame is then a damaged page. */
export function withSumsMended(wal: Buffer): Buffer {
  const log = read(wal)
  if (log === undefined) return Buffer.alloc(0)
  const header = Buffer.alloc(HEADER)
  header.writeUInt32BE(MAGIC, 0)
  header.writeUInt32BE(VERSION, 4)
  header.writeUInt32BE(PAGE, 8)
  log.salts.copy(header, 16)
  let sum = sumOf(header.subarray(0, 24), { a: 0, b: 0 }, false)
  writeSum(header, sum, 24)
  const frames = log.frames.map((damaged) => {
    const frame = Buffer.from(damaged)
    log.salts.copy(frame, 8)
    sum = frameSum(frame, sum, false)
    writeSum(frame, sum, 16)
    return frame
  })
  return Buffer.concat([header, ...frames])
}

/** Undefined: nothing was written since the log was begun. */
function read(wal: Buffer): Log | undefined {
  if (wal.length < HEADER + FRAME) return undefined
  const magic = wal.readUInt32BE(0)
  const isBigEndian = magic === MAGIC + 1
  const isKnown = (magic === MAGIC || isBigEndian) && wal.readUInt32BE(8) === PAGE
  const sum = sumOf(wal.subarray(0, 24), { a: 0, b: 0 }, isBigEndian)
  const isHeaderSound = isKnown && sum.a === wal.readUInt32BE(24) && sum.b === wal.readUInt32BE(28)
  const salts = isHeaderSound ? wal.subarray(16, 24) : wal.subarray(HEADER + 8, HEADER + 16)
  const frames: Buffer[] = []
  for (let at = HEADER; at + FRAME <= wal.length; at += FRAME) frames.push(wal.subarray(at, at + FRAME))
  const last = frames.findLastIndex((frame) => hasSalts(frame, salts) && frame.readUInt32BE(0) > 0)
  return last === -1 ? undefined : { salts, isHeaderSound, isBigEndian, frames: frames.slice(0, last + 1) }
}

function hasSalts(frame: Buffer, salts: Buffer): boolean {
  return frame.subarray(8, 16).equals(salts)
}

function frameSum(frame: Buffer, before: Sum, isBigEndian: boolean): Sum {
  return sumOf(frame.subarray(FRAME_HEADER), sumOf(frame.subarray(0, 8), before, isBigEndian), isBigEndian)
}

function sumOf(bytes: Buffer, { a, b }: Sum, isBigEndian: boolean): Sum {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + view.getUint32(at, !isBigEndian) + b) >>> 0
    b = (b + view.getUint32(at + 4, !isBigEndian) + a) >>> 0
  }
  return { a, b }
}

function writeSum(buffer: Buffer, { a, b }: Sum, at: number): void {
  buffer.writeUInt32BE(a, at)
  buffer.writeUInt32BE(b, at + 4)
}
