import { describe, expect, it } from 'vitest'
import { readBoxList } from '../../../../electron/core/box-list/read-box-list.ts'

async function read(csv: string) {
  const list = await readBoxList(csv)
  if (list.status === 'refused') throw new Error(`refused: ${list.problem}`)
  return list.boxes.map(({ line: _, ...box }) => box)
}

const box = { serial: 'CLBX40001', alias: 'Meta A', group: 'North', model: 'X2' }

describe('[L6] reading a list of boxes', () => {
  it.each([
    ['commas', 'Serial,Name,Group,Model\nCLBX40001,Meta A,North,X2\n'],
    ['semicolons and any order', 'Grupo;Modelo;N.º de serie;Nombre\r\nNorth;X2;CLBX40001;Meta A\r\n'],
    ['tabs', 'Matricola\tNome\tGruppo\tModello\nCLBX40001\tMeta A\tNorth\tX2'],
    [
      'a byte order mark and quotes',
      '\uFEFF"Serial number","Alias","Kit","Model"\n"CLBX40001"," Meta A ","North","X2"',
    ],
    ['no head', 'CLBX40001;Meta A;North;X2'],
    ['empty lines', '\n\nserial,name,group,model\n,,,\nCLBX40001,Meta A,North,X2\n\n'],
  ])('understands %s', async (_what, csv) => {
    expect(await read(csv)).toEqual([box])
  })

  it('takes serials alone, and tells the line of each', async () => {
    const list = await readBoxList('Serial\nA1\n\nA2')
    expect(list).toEqual({
      status: 'read',
      boxes: [
        { line: 2, serial: 'A1', alias: '', group: '', model: '' },
        { line: 4, serial: 'A2', alias: '', group: '', model: '' },
      ],
    })
  })

  it('passes on what can’t be a serial: that is said beside its line', async () => {
    expect((await read('Serial,Name\nno serial!,A'))[0]?.serial).toBe('no serial!')
  })

  it.each([
    ['a head without a serial', 'Name,Group\nA,B', 'no-serial-column'],
    ['nothing', '\n \n', 'no-lines'],
    ['a head alone', 'Serial,Name\n', 'no-lines'],
    ['a spreadsheet’s own file', 'PK\u0003\u0004\u0000', 'not-csv'],
    ['a quote that is never closed', 'Serial,Name\nA1,"Meta\nA2,B\n', 'not-csv'],
    ['more than a list can be', `Serial\n${'A\n'.repeat(20_001)}`, 'too-many'],
  ])('refuses %s', async (_what, csv, problem) => {
    expect(await readBoxList(csv)).toEqual({ status: 'refused', problem })
  })
})
