import type { JsonSchema } from './json-values.ts'

/** The way to one value inside another: names of fields, and 0 for the first of a list. */
export type Place = readonly (string | 0)[]

/** Ids that have no form of their own. */
const OTHER_IDS: ReadonlySet<string> = new Set(['deviceid', 'token_session'])

/** Every place in what the schema describes that an id can stand in. */
export function idPlaces(schema: JsonSchema, name = ''): readonly Place[] {
  if (schema.format === 'uuid' || (schema.type === 'string' && OTHER_IDS.has(name))) return [[]]
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  const inChoices = choices.flatMap((one) => idPlaces(one, name))
  const inFields = Object.entries(schema.properties ?? {}).flatMap(([field, one]) =>
    idPlaces(one, field).map((place) => [field, ...place]),
  )
  const inItems = schema.items ? idPlaces(schema.items).map((place) => [0, ...place] as const) : []
  const all: readonly Place[] = [...inChoices, ...inFields, ...inItems]
  return [...new Map(all.map((place) => [place.join('.'), place])).values()]
}

/** The value with another one in that place; what the place needs around it is made. */
export function putAt(value: unknown, [first, ...rest]: Place, put: unknown): unknown {
  if (first === undefined) return put
  if (first === 0) {
    const [old, ...others] = Array.isArray(value) ? (value as unknown[]) : []
    return [putAt(old, rest, put), ...others]
  }
  const fields = typeof value === 'object' && value !== null ? value : {}
  return { ...fields, [first]: putAt((fields as Record<string, unknown>)[first], rest, put) }
}
