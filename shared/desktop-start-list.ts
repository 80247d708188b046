import { z } from 'zod'

const line = { line: z.int() }
const bib = z.string()

/** Why a line of a start list, or a chip on it, couldn't be taken. The texts are as they stand in the file. */
export const startListProblemSchema = z.discriminatedUnion('code', [
  z.object({ ...line, code: z.literal('no-bib') }),
  z.object({ ...line, code: z.literal('bib-wrong'), text: z.string() }),
  z.object({ ...line, code: z.literal('bib-taken'), bib }),
  z.object({ ...line, code: z.literal('bib-taken-by'), bib, name: z.string() }),
  z.object({ ...line, code: z.literal('chip-too-long'), bib }),
  z.object({ ...line, code: z.literal('chip-taken'), chip: z.string(), bearer: z.string(), bib }),
])
export type StartListProblem = z.output<typeof startListProblemSchema>
