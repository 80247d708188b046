import fc from 'fast-check'

/** As much of JSON Schema as the contracts' own schemas come out as. */
export interface JsonSchema {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly propertyNames?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

/** JSON as it is written, for what no value comes out as: numbers beyond counting, keys that come twice. */
class Written {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/**
 * What stands in a field of that name, where something is known that fits there: ids of records, codes, keys. Under
 * `only NAME`: never anything else that would be valid.
 */
export type Hints = Readonly<Record<string, readonly unknown[]>>

/** Any value that the schema lets pass, as far as a schema can tell. */
export function validValue(schema: JsonSchema, hints: Hints, name = ''): fc.Arbitrary<unknown> {
  const only = hints[`only ${name}`]
  if (only) return fc.constantFrom(...only)
  const made = madeValue(schema, hints, name)
  const known = hints[name] ?? (schema.format === 'uuid' ? hints['uuid'] : undefined)
  if (known === undefined || known.length === 0) return made
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: made })
}

function madeValue(schema: JsonSchema, hints: Hints, name: string): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((one) => validValue(one, hints, name)))
  if (schema.allOf) {
    return fc
      .tuple(...schema.allOf.map((one) => validValue(one, hints, name)))
      .map((parts) => Object.assign({}, ...parts))
  }
  switch (schema.type) {
    case 'object':
      return objectValue(schema, hints)
    case 'array':
      return fc.array(validValue(schema.items ?? {}, hints, name), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, Math.max(4, schema.minItems ?? 0)),
      })
    case 'string':
      return stringValue(schema)
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -99, -1e9), max: Math.min(schema.maximum ?? 1e9, 1e9) })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.oneof(fc.constantFrom<unknown>(null, true, 0, '', 'x', [], {}), NASTY_TEXT)
  }
}

function objectValue(schema: JsonSchema, hints: Hints): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => [name, validValue(field, hints, name)] as const,
  )
  const record = fc.record(Object.fromEntries(fields), { requiredKeys: [...(schema.required ?? [])] as never[] })
  if (typeof schema.additionalProperties !== 'object' || fields.length > 0) return record
  return fc.dictionary(fc.string({ maxLength: 8 }), validValue(schema.additionalProperties, hints), { maxKeys: 3 })
}

function stringValue({ format, pattern, minLength = 0, maxLength = 40 }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid({ version: 4 })
  if (format === 'date-time') return TIME
  if (format === 'date') return TIME.map((time) => time.slice(0, 10))
  if (format === 'email') return fc.emailAddress({ size: 'small' })
  if (pattern !== undefined) {
    return fc.stringMatching(new RegExp(pattern)).map((text) => text.slice(0, maxLength))
  }
  const longest = Math.max(minLength, Math.min(maxLength, 60))
  return fc.oneof(
    { weight: 3, arbitrary: fc.string({ minLength, maxLength: longest, unit: 'grapheme-ascii' }) },
    { weight: 1, arbitrary: fc.string({ minLength, maxLength: longest, unit: 'grapheme' }) },
  )
}

const TIME = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())

const NASTY_TEXT = fc.constantFrom(
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'half \udc00',
    '\u202eevil',
    '\u200b',
    '\ufeff',
    '\u2028',
    '\r\nX: y',
    'ÿ',
  ],
  ...[
    "'; drop table box; --",
    '%s%n',
    '$(x)',
    '../../etc/passwd',
    '<script>',
    '=1+1',
    '\\',
    '"',
    'null',
    'NaN',
    '__proto__',
  ],
  ...['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '+275760-09-13T00:00:00.000Z', '2026-02-30T00:00:00Z'],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    'x'.repeat(20_000),
    '🚲'.repeat(3000),
  ],
)

const NASTY: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: NASTY_TEXT },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, false, 0, 1, -1, 1.5, 2 ** 31, 2 ** 53, 1e21, 5e-324, [], {}, [null], [[]], { a: {} }, '1'],
      ...[
        new Written('1e400'),
        new Written('-1e400'),
        new Written('-0'),
        new Written('1E-999'),
        new Written('9'.repeat(400)),
      ],
      ...[new Written('{"__proto__":{"isAdmin":true}}'), new Written('{"constructor":{"prototype":{"x":1}}}')],
      ...[new Written('{"a":1,"a":2}'), new Written('"\\ud800"'), new Written('"\\u0000"')],
    ),
  },
  { weight: 1, arbitrary: fc.nat(200).map((depth) => new Written(`${'['.repeat(depth)}${']'.repeat(depth)}`)) },
  { weight: 1, arbitrary: fc.nat(200).map((depth) => new Written(`${'{"a":'.repeat(depth)}0${'}'.repeat(depth)}`)) },
  { weight: 1, arbitrary: fc.nat(3000).map((length) => Array(length).fill(0)) },
)

type Spoiling =
  | { readonly how: 'replace'; readonly by: unknown }
  | { readonly how: 'remove' }
  | { readonly how: 'add'; readonly name: string; readonly value: unknown }
  | { readonly how: 'twice'; readonly value: unknown }

const SPOILING: fc.Arbitrary<Spoiling> = fc.oneof(
  { weight: 5, arbitrary: NASTY.map((by) => ({ how: 'replace', by }) as const) },
  { weight: 1, arbitrary: fc.constant({ how: 'remove' } as const) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('__proto__', 'constructor', 'toString', 'id', 'organisationId', '', 'then'), NASTY)
      .map(([name, value]) => ({ how: 'add', name, value }) as const),
  },
  { weight: 1, arbitrary: NASTY.map((value) => ({ how: 'twice', value }) as const) },
)

/** JSON text that is as the schema has it, but for one place. */
function almostValidText(schema: JsonSchema, hints: Hints): fc.Arbitrary<string> {
  return validValue(schema, hints).chain(spoiltText)
}

/** The value as JSON text, with one place of it another. */
export function spoiltText(value: unknown): fc.Arbitrary<string> {
  const places = countPlaces(value)
  return fc.tuple(fc.nat(places - 1), SPOILING).map(([at, spoiling]) => spoilt(value, { at }, spoiling))
}

/** JSON text: as the schema has it, almost so, and what is no JSON at all. */
export function anyText(schema: JsonSchema, hints: Hints): fc.Arbitrary<string> {
  const valid = validValue(schema, hints).map((value) => write(value))
  return fc.oneof(
    { weight: 4, arbitrary: valid },
    { weight: 6, arbitrary: almostValidText(schema, hints) },
    { weight: 1, arbitrary: fc.tuple(valid, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    { weight: 1, arbitrary: NASTY.map((value) => write(value)) },
  )
}

export function nastyText(): fc.Arbitrary<string> {
  return NASTY_TEXT
}

export function write(value: unknown): string {
  if (value instanceof Written) return value.text
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (typeof value === 'object' && value !== null) return writeFields(Object.entries(value))
  return JSON.stringify(value) ?? 'null'
}

function writeFields(entries: readonly (readonly [string, unknown])[]): string {
  return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${write(one)}`).join(',')}}`
}

function countPlaces(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Written) return 1
  return 1 + Object.values(value).reduce<number>((sum, one) => sum + countPlaces(one), 0)
}

/** @param place counts down to the place that is spoilt, in the order of writing */
function spoilt(value: unknown, place: { at: number }, spoiling: Spoiling): string {
  const isHere = place.at === 0
  place.at -= 1
  if (isHere && spoiling.how === 'replace') return write(spoiling.by)
  if (typeof value !== 'object' || value === null || value instanceof Written) return isHere ? '' : write(value)
  if (Array.isArray(value)) return `[${value.map((one) => spoilt(one, place, spoiling)).join(',')}]`
  const fields = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${spoilt(one, place, spoiling)}`)
  if (isHere) {
    if (spoiling.how === 'remove') fields.shift()
    if (spoiling.how === 'add') fields.push(`${JSON.stringify(spoiling.name)}:${write(spoiling.value)}`)
    const [first] = Object.keys(value)
    if (spoiling.how === 'twice' && first !== undefined)
      fields.push(`${JSON.stringify(first)}:${write(spoiling.value)}`)
  }
  return `{${fields.join(',')}}`
}
