import { decode, encode, rfc8949EncodeOptions, Tagged } from 'cborg'

/** What is signed, and by which number it says so: a signature of one form is never valid for another. */
export const FORM_NUMBERS = {
  certificate: 1,
  ticket: 2,
  card: 3,
  receipt: 4,
  'return-slip': 5,
  'extension-slip': 6,
  'ended-list': 7,
} as const
export type Form = keyof typeof FORM_NUMBERS

/** COSE_Sign1, taken apart; nothing of it is believed yet. */
export interface Envelope {
  readonly form: Form
  readonly payload: Uint8Array
  readonly signature: Uint8Array
  /** What the signature is over: COSE's `Sig_structure`. */
  readonly signed: Uint8Array
}

const COSE_SIGN1 = 18
const ALGORITHM_LABEL = 1
const EDDSA = -8
const FORM_LABEL = 16
const SIGNATURE_BYTES = 64

/** No form has more: a tag, or a map; a list in it; a loan in that; its parts. Writing deep nests takes long. */
const DEEPEST = 3

const STRICT = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  useMaps: true,
  rejectDuplicateMapKeys: true,
} as const

/** Deterministic CBOR (RFC 8949, 4.2). */
export function writeCbor(value: unknown): Uint8Array {
  return encode(value, rfc8949EncodeOptions)
}

/** @returns undefined where the bytes aren't what `writeCbor` would write of what they say */
export function readCbor(bytes: Uint8Array): unknown {
  try {
    const value: unknown = decode(bytes, { ...STRICT, tags: Tagged.preserve(COSE_SIGN1) })
    return isShallow(value, DEEPEST) && isSame(writeCbor(value), bytes) ? value : undefined
  } catch {
    // The decoder throws on everything that isn't strict CBOR.
    return undefined
  }
}

function isShallow(value: unknown, levels: number): boolean {
  if (value instanceof Tagged) return levels > 0 && isShallow(value.value, levels - 1)
  const parts = value instanceof Map ? [...value.keys(), ...value.values()] : value
  if (!Array.isArray(parts)) return true
  return levels > 0 && parts.every((part) => isShallow(part, levels - 1))
}

export function seal(form: Form, payload: Uint8Array, sign: (message: Uint8Array) => Uint8Array): Uint8Array {
  const head = headOf(form)
  return writeCbor(new Tagged(COSE_SIGN1, [head, new Map(), payload, sign(sigStructure(head, payload))]))
}

export type Opened = Envelope | 'not-canonical' | 'wrong-type'

/** Takes a sealed form apart, without believing the signature. */
export function open(bytes: Uint8Array): Opened {
  const outer = readCbor(bytes)
  if (!(outer instanceof Tagged) || outer.tag !== COSE_SIGN1) return 'not-canonical'
  const parts: unknown = outer.value
  if (!Array.isArray(parts) || parts.length !== 4) return 'not-canonical'
  const [head, unprotected, payload, signature] = parts as unknown[]
  if (!(head instanceof Uint8Array && payload instanceof Uint8Array && signature instanceof Uint8Array)) {
    return 'not-canonical'
  }
  if (!(unprotected instanceof Map) || unprotected.size > 0 || signature.length !== SIGNATURE_BYTES)
    return 'not-canonical'
  const fields = readCbor(head)
  if (!(fields instanceof Map) || readCbor(payload) === undefined) return 'not-canonical'
  const form = formOf(fields)
  return form === undefined ? 'wrong-type' : { form, payload, signature, signed: sigStructure(head, payload) }
}

function headOf(form: Form): Uint8Array {
  const head = new Map<number, number>([
    [ALGORITHM_LABEL, EDDSA],
    [FORM_LABEL, FORM_NUMBERS[form]],
  ])
  return writeCbor(head)
}

function formOf(fields: ReadonlyMap<unknown, unknown>): Form | undefined {
  if (fields.size !== 2 || fields.get(ALGORITHM_LABEL) !== EDDSA) return undefined
  const number = fields.get(FORM_LABEL)
  const forms = Object.keys(FORM_NUMBERS) as Form[]
  return forms.find((form) => FORM_NUMBERS[form] === number)
}

function sigStructure(head: Uint8Array, payload: Uint8Array): Uint8Array {
  return writeCbor(['Signature1', head, new Uint8Array(), payload])
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
