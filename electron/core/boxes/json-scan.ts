/** Beyond this it isn't a box's object; also what bounds the work of beginning anew inside a broken one. */
const MAX_DEPTH = 32

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

type Expects =
  | 'first-key'
  | 'key'
  | 'colon'
  | 'value'
  | 'first-item'
  | 'after-value'
  | 'string'
  | 'escape'
  | 'key-string'
  | 'key-escape'
  | 'scalar'

export type Scanned = 'more' | 'whole' | 'broken'

/**
 * Follows one JSON object byte by byte, and tells at the first byte that can't be JSON: where an object was cut off and
 * another one follows, that is within a few bytes of the cut. What stands in numbers and words is left to JSON.parse.
 */
export class JsonScan {
  #expects: Expects = 'first-key'
  /** What is open, outermost first: whether it is an object, or else a list. */
  readonly #open: boolean[] = [true]

  /** @param byte the next one; the first `{` was taken already */
  take(byte: number): Scanned {
    switch (this.#expects) {
      case 'string':
      case 'key-string':
        return this.#inString(byte)
      case 'escape':
        return this.#escaped(byte, 'string')
      case 'key-escape':
        return this.#escaped(byte, 'key-string')
      case 'scalar':
        return isOfScalar(byte) ? 'more' : this.#afterValue(byte)
      default:
        return isSpace(byte) ? 'more' : this.#structure(byte)
    }
  }

  #structure(byte: number): Scanned {
    switch (this.#expects) {
      case 'first-key':
        return byte === CLOSE_OBJECT ? this.#close(true) : this.#key(byte)
      case 'key':
        return this.#key(byte)
      case 'colon':
        return byte === COLON ? this.#next('value') : 'broken'
      case 'first-item':
        return byte === CLOSE_LIST ? this.#close(false) : this.#value(byte)
      case 'value':
        return this.#value(byte)
      default:
        return this.#afterValue(byte)
    }
  }

  #inString(byte: number): Scanned {
    const isKey = this.#expects === 'key-string'
    if (byte === QUOTE) return this.#next(isKey ? 'colon' : 'after-value')
    if (byte === BACKSLASH) return this.#next(isKey ? 'key-escape' : 'escape')
    // A line end in a string: the line was cut off.
    return byte < 0x20 ? 'broken' : 'more'
  }

  #escaped(byte: number, back: Expects): Scanned {
    return ESCAPED.has(byte) ? this.#next(back) : 'broken'
  }

  #key(byte: number): Scanned {
    return byte === QUOTE ? this.#next('key-string') : 'broken'
  }

  #value(byte: number): Scanned {
    if (byte === QUOTE) return this.#next('string')
    if (byte === OPEN_OBJECT) return this.#enter(true)
    if (byte === OPEN_LIST) return this.#enter(false)
    return isOfScalar(byte) ? this.#next('scalar') : 'broken'
  }

  #afterValue(byte: number): Scanned {
    if (byte === COMMA) return this.#next(this.#open.at(-1) ? 'key' : 'value')
    if (byte === CLOSE_OBJECT) return this.#close(true)
    if (byte === CLOSE_LIST) return this.#close(false)
    return isSpace(byte) ? this.#next('after-value') : 'broken'
  }

  #enter(isObject: boolean): Scanned {
    if (this.#open.length === MAX_DEPTH) return 'broken'
    this.#open.push(isObject)
    return this.#next(isObject ? 'first-key' : 'first-item')
  }

  #close(isObject: boolean): Scanned {
    if (this.#open.pop() !== isObject) return 'broken'
    return this.#open.length === 0 ? 'whole' : this.#next('after-value')
  }

  #next(expects: Expects): Scanned {
    this.#expects = expects
    return 'more'
  }
}

const ESCAPED: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrtu'))

/** Of a number, or of true, false, null. */
function isOfScalar(byte: number): boolean {
  const isDigit = byte >= 0x30 && byte <= 0x39
  const isLetter = byte >= 0x61 && byte <= 0x7a
  return isDigit || isLetter || byte === 0x2d || byte === 0x2e || byte === 0x2b || byte === 0x45
}

export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0d || byte === 0x0a || byte === 0x09
}
