import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readStartList } from '../../../../electron/core/start-list/read-start-list.ts'

async function read(csv: string) {
  const list = await readStartList(csv)
  if (list.status === 'refused') throw new Error(`refused: ${list.problem}`)
  return list
}

const ana = { bib: '7', name: 'Ana Ruiz', race: '10K', chips: ['E280A'] }

describe('reading a start list', () => {
  it.each([
    ['English', 'Bib,Name,Race,Chip\n7,Ana Ruiz,10K,E280A\n'],
    ['semicolons', 'Bib;Name;Race;Chip\r\n7;Ana Ruiz;10K;E280A\r\n'],
    ['tabs', 'Bib\tName\tRace\tChip\r7\tAna Ruiz\t10K\tE280A'],
    ['a byte order mark', '\uFEFFBib,Name,Race,Chip\n7,Ana Ruiz,10K,E280A\n'],
    ['Spanish', 'N.º Dorsal;Nombre;Apellidos;Carrera;Transponder\n7;Ana;Ruiz;10K;E280A'],
    ['Italian', 'Pettorale,Cognome,Nome,Gara,Microchip\n7,Ruiz,Ana,10K,E280A'],
    ['first and last name, and a distance', 'number,first name,last name,distance,EPC\n7,Ana,Ruiz,10K,E280A'],
    ['the race before the category', 'No,Full Name,Category,Race,Tag ID\n7,Ana Ruiz,F40,10K,E280A'],
    ['quotes, also around delimiters in the head', '"Bib","Name","Race","Chip"\n"7"," Ana Ruiz ","10K","E280A"'],
    ['a title above the head', 'Sierra Marathon 2026\n\nBib,Name,Race,Chip\n7,Ana Ruiz,10K,E280A'],
    ['empty lines and spaces', '\n Bib , Name , Race , Chip \n\n 7 , Ana  Ruiz , 10K , E280A \n,,,\n'],
  ])('[R7] understands %s', async (_what, csv) => {
    expect(await read(csv)).toEqual({ status: 'read', entries: [ana], problems: [], problemCount: 0 })
  })

  it('commas in names don’t make a file of semicolons one of commas', async () => {
    const { entries } = await read('Bib;Name\n7;Ruiz, Ana\n8;Gil, Bo\n9;Paz, Eva')
    expect(entries.map(({ name }) => name)).toEqual(['Ruiz, Ana', 'Gil, Bo', 'Paz, Eva'])
  })

  it('takes several chips of a bib, from columns and from one cell', async () => {
    const { entries } = await read('bib,name,chip1,chip2\n7,Ana,A1,A2\n8,Bo,"B1;B2 B3",\n9,Cy,,C1')
    expect(entries.map(({ chips }) => chips)).toEqual([['A1', 'A2'], ['B1', 'B2', 'B3'], ['C1']])
  })

  it('a bib that comes again under the same name has all its chips', async () => {
    const { entries, problemCount } = await read('bib,name,chip\n7,Ana,A1\n8,Bo,B1\n7,Ana,A2\n7,Ana,A1')
    expect(entries).toMatchObject([
      { bib: '7', chips: ['A1', 'A2'] },
      { bib: '8', chips: ['B1'] },
    ])
    expect(problemCount).toBe(0)
  })

  it('names the lines that it can’t take, and takes the others', async () => {
    const csv = [
      'bib,name,chip',
      '7,Ana,A1',
      '7,Bo,B1',
      ',Cy,C1',
      '8,Dan,a1',
      `${'9'.repeat(21)},Eva,E1`,
      `10,Flo,${'f'.repeat(101)}`,
      '11,Gil,G1',
    ]
    const { entries, problems, problemCount } = await read(csv.join('\n'))
    expect(entries.map(({ bib, chips }) => [bib, chips])).toEqual([
      ['7', ['A1']],
      ['8', []],
      ['10', []],
      ['11', ['G1']],
    ])
    expect(problems).toEqual([
      { line: 3, code: 'bib-taken-by', bib: '7', name: 'Ana' },
      { line: 4, code: 'no-bib' },
      { line: 5, code: 'chip-taken', chip: 'a1', bearer: '7', bib: '8' },
      { line: 6, code: 'bib-wrong', text: '9'.repeat(21) },
      { line: 7, code: 'chip-too-long', bib: '10' },
    ])
    expect(problemCount).toBe(5)
  })

  it('a bib that comes again is taken, also by somebody without a name', async () => {
    const { problems } = await read('bib,name\n7,\n7,Bo')
    expect(problems).toEqual([{ line: 3, code: 'bib-taken', bib: '7' }])
  })

  it('counts all problems and names fifty', async () => {
    const { problems, problemCount } = await read(`bib,name\n1,Ana\n${',x\n'.repeat(70)}`)
    expect([problems.length, problemCount]).toEqual([50, 70])
  })

  it('characters that can’t be seen are not in names', async () => {
    const { entries } = await read('bib,name,race\n7,A\u202ena\u0007 Ruiz\u200b,10\u2066K')
    expect(entries).toEqual([{ bib: '7', name: 'A na Ruiz', race: '10 K', chips: [] }])
  })

  it.each([
    ['no-bib-column', 'Name,Chip\nAna,A1\n'],
    ['no-bib-column', '<!doctype html>\n<html><body>Sign in</body></html>'],
    ['no-lines', ''],
    ['no-lines', 'bib,name\n'],
    ['no-lines', 'bib,name\n,Ana\n'],
    ['not-csv', 'PK\u0003\u0004\u0014\u0000bib'],
    ['not-csv', 'bib,name\n7,"Ana\n8,Bo\n'],
    ['not-csv', `bib,name\n7,"${'x'.repeat(200_000)}"\n`],
  ])('refuses with %s', async (problem, csv) => {
    expect(await readStartList(csv)).toEqual({ status: 'refused', problem })
  })

  it('never fails, whatever it is given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        const list = await readStartList(`bib;name;chip\n1;Ana;A1\n${text}`)
        expect(['read', 'refused']).toContain(list.status)
      }),
      { numRuns: 300 },
    )
  })

  it('20,000 lines leave room for other work between the steps', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `${n},Name ${n} Surname ${n},10K,E2801160600002${n},F${n}`)
    let turns = 0
    const other = setInterval(() => {
      turns += 1
    }, 0)
    const { entries } = await read(['bib,name,race,chip,chip2', ...lines].join('\n'))
    clearInterval(other)
    expect(entries).toHaveLength(20_000)
    expect(turns).toBeGreaterThan(10)
  })
})
