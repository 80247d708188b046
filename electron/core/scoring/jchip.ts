/**
 * The JChip protocol's messages, as CrossMgr and other scoring programs take them (interop.md). Each ends in CR alone.
 * Times are in this computer's time zone, as the other side's are in its own.
 */

const CR = '\r'
/** Five hex digits. */
const COUNTS = 0x100000
/** No message of the other side is as long: what comes without a CR for longer is none. */
const MAX_MESSAGE_CHARACTERS = 1024

export function nameMessage(name: string): string {
  return `N0000${name}${CR}`
}

/** @param nowMs the time of the same clock by which the passings are stamped */
export function timeMessage(nowMs: number): string {
  const { hour, minute, second, millisecond, day } = localTime(nowMs)
  const hundredths = digits(Math.floor(millisecond / 10), 2)
  return `GT0${hour}${minute}${second}${hundredths} date=${day}${CR}`
}

export interface SentTime {
  readonly tag: string
  /** ISO 8601 in UTC. */
  readonly at: string
  /** The running number; only its last five hex digits are sent. */
  readonly count: number
  /** `hand`: a person took it, no box; `backup`: only a backup box read it. */
  readonly mark?: 'hand' | 'backup'
}

export function passingMessage({ tag, at, count, mark }: SentTime): string {
  const { hour, minute, second, millisecond, day } = localTime(Date.parse(at))
  const time = `${hour}:${minute}:${second}.${digits(millisecond, 3)}000`
  const number = (count % COUNTS).toString(16).toUpperCase().padStart(5, '0')
  return `DJ${tagText(tag)} ${time} 10  ${number}      C7 date=${day}${mark === undefined ? '' : ` ${mark}`}${CR}`
}

/** A space ends the tag and a CR the message: neither may come from a chip or a bib. */
function tagText(tag: string): string {
  return tag.replace(/[^!-~]/gu, '_')
}

/** What a program shows as the sender. */
export function senderName(laptop: string): string {
  const ascii = laptop.normalize('NFD').replace(/[^ -~]/gu, '')
  return `Trackside ${ascii}`.trim().slice(0, 40)
}

/** `GT`: asks for the time; `S0000`: from now on it takes passings. */
export type Asked = 'time' | 'passings'

/** Reads what the other side sends, split anywhere. Anything else than its two messages is passed over. */
export class AskedReader {
  #rest = ''
  /** Within something too long to be a message, up to the next CR. */
  #skips = false

  take(text: string): readonly Asked[] {
    const parts = (this.#rest + text).split(/[\r\n]/u)
    const last = parts.pop() ?? ''
    const whole = this.#skips ? parts.slice(1) : parts
    if (parts.length > 0) this.#skips = false
    if (last.length > MAX_MESSAGE_CHARACTERS) this.#skips = true
    this.#rest = this.#skips ? '' : last
    return whole.flatMap(askedBy)
  }
}

function askedBy(message: string): readonly Asked[] {
  const text = message.trim()
  if (text === 'GT') return ['time']
  return /^S0+$/u.test(text) ? ['passings'] : []
}

function localTime(ms: number) {
  const date = new Date(ms)
  return {
    hour: digits(date.getHours(), 2),
    minute: digits(date.getMinutes(), 2),
    second: digits(date.getSeconds(), 2),
    millisecond: date.getMilliseconds(),
    day: digits(date.getFullYear(), 4) + digits(date.getMonth() + 1, 2) + digits(date.getDate(), 2),
  }
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
