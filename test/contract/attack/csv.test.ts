import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readBoxList } from '../../../electron/core/box-list/read-box-list.ts'
import { readStartList } from '../../../electron/core/start-list/read-start-list.ts'
import { nastyText } from './json-values.ts'
import { mutatedBytes } from './mutated.ts'
import { FUZZ_TIMEOUT_MS, scaled } from './scale.ts'

const BOXES = 'serial,alias,group,model\r\nCLBX-1,"Start, left",Depot,CloudBox\r\nCLBX-2,=1+1,,\r\n'
const RUNNERS = 'bib;name;chip;chip 2\n1;"Ana ""la rápida""";A1;A2\n2;Bo;B1;\n'

it.each([
  ['boxes', BOXES, readBoxList],
  ['runners', RUNNERS, readStartList],
] as const)(
  '[R7] a list of %s with anything changed is read or refused with a reason',
  async (_, csv, read) => {
    const changed = fc.oneof(
      mutatedBytes(new Uint8Array(Buffer.from(csv))).map((bytes) => Buffer.from(bytes).toString('utf8')),
      mutatedBytes(new Uint8Array(Buffer.from(csv, 'utf16le'))).map((bytes) => Buffer.from(bytes).toString('utf16le')),
      fc.tuple(nastyText(), fc.nat(csv.length)).map(([text, at]) => csv.slice(0, at) + text + csv.slice(at)),
      fc.array(fc.array(nastyText()), { maxLength: 5 }).map((rows) => rows.map((cells) => cells.join(',')).join('\n')),
    )
    const property = fc.asyncProperty(changed, async (text) => {
      const { status, ...told } = await read(text)
      expect(['read', 'refused']).toContain(status)
      if (status === 'refused') expect(told).toHaveProperty('problem')
    })
    await fc.assert(property, scaled(300))
  },
  FUZZ_TIMEOUT_MS,
)
