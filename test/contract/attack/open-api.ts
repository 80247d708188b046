import { z } from 'zod'
import type { RunningCloud } from '../../support/cloud.ts'
import type { JsonSchema } from './json-values.ts'

/** One call of the cloud, as it describes itself. */
export interface CloudCall {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With its places in braces. */
  readonly path: string
  readonly places: Readonly<Record<string, JsonSchema>>
  readonly query: Readonly<Record<string, JsonSchema>>
  readonly body?: JsonSchema
}

const schemaSchema = z.custom<JsonSchema>((value) => typeof value === 'object')
const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.partialRecord(
      z.enum(['get', 'post', 'delete']),
      z.object({
        parameters: z
          .array(z.object({ in: z.enum(['path', 'query', 'header']), name: z.string(), schema: schemaSchema }))
          .default([]),
        requestBody: z
          .object({ content: z.object({ 'application/json': z.object({ schema: schemaSchema }) }) })
          .optional(),
      }),
    ),
  ),
})

/** Every call of `/openapi.json`. @throws where it describes something in a way that isn't known here */
export async function callsOf(cloud: Pick<RunningCloud, 'url'>): Promise<readonly CloudCall[]> {
  const { paths } = documentSchema.parse(await (await fetch(`${cloud.url}/openapi.json`)).json())
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody }]) => {
      const inPlace = (place: string) =>
        Object.fromEntries(parameters.filter((one) => one.in === place).map(({ name, schema }) => [name, schema]))
      const body = requestBody?.content['application/json'].schema
      return {
        method: z.enum(['GET', 'POST', 'DELETE']).parse(method.toUpperCase()),
        ...{ path, places: inPlace('path'), query: inPlace('query') },
        ...(body === undefined ? {} : { body }),
      }
    }),
  )
}
