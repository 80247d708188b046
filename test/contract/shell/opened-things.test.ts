import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findOpened, readFileContent, readLink, readOpened } from '../../../electron/shell/opened-things.ts'
import { MOST_FILE_TEXT, toPageSchema } from '../../../shared/shell-messages.ts'
import { testFolder } from '../../support/test-folder.ts'
import { cardOf, slipOf, TAKER, ticketOf } from '../../support/tickets.ts'

const ADDRESSED = ticketOf({ addresseeId: TAKER.organisationId })
const linkOf = (text: string) => `trackside://ticket#${encodeURIComponent(text)}`
const REFUSED = { type: 'problem', problem: 'not-addressed' }

describe('what a start asks to be opened', () => {
  it('is a file by its ending, from the folder that it was named in', () => {
    expect(findOpened(['--no-sandbox', 'loan.trackside'], '/home/timer')).toEqual({
      kind: 'file',
      path: resolve('/home/timer', 'loan.trackside'),
    })
    expect(findOpened(['/media/stick/OLD.TRK'], '/home/timer')).toMatchObject({ path: resolve('/media/stick/OLD.TRK') })
  })

  it('is a file by its address, as Linux desktops name it', () => {
    const path = resolve('/home/timer/Trackside Sierra-1.trackside')
    expect(findOpened([pathToFileURL(path).href], '/')).toEqual({ kind: 'file', path })
    for (const url of ['file://%/loan.trackside', 'file:///a%2Fb.trackside']) {
      expect(findOpened([url], '/')).toBeUndefined()
    }
  })

  it('is nothing else', () => {
    expect(findOpened(['.', '--cloud=https://x/a.trackside', 'notes.txt', '--data=/a.trk'], '/')).toBeUndefined()
  })

  it('is a link alone, whatever stands beside it', () => {
    const url = linkOf(ADDRESSED)
    expect(findOpened(['/tmp/evil.trackside', url], '/')).toEqual({ kind: 'link', url })
  })
})

describe('a link', () => {
  it('[L15] brings an addressed ticket to the field of the door, where a person says yes', () => {
    expect(readLink(linkOf(ADDRESSED))).toEqual({ type: 'receive', text: ADDRESSED })
  })

  it('[L15] brings no ticket that anybody could take', () => {
    expect(readLink(linkOf(ticketOf()))).toEqual(REFUSED)
  })

  it.each([
    ['a card', linkOf(cardOf())],
    ['a return slip', linkOf(slipOf('return-slip'))],
    ['a loan code', linkOf('ABCD-EFGH-JKMN-PQRS')],
    ['a carried file', linkOf('TRKF1:abc.def')],
    ['another place', `trackside://settings#${encodeURIComponent(ADDRESSED)}`],
    ['the text as a query', `trackside://ticket?${encodeURIComponent(ADDRESSED)}`],
    ['another scheme', `https://ticket#${encodeURIComponent(ADDRESSED)}`],
    ['nothing', 'trackside://ticket#'],
    ['a broken encoding', 'trackside://ticket#%E0%A4%A'],
    ['far too much', linkOf('TRK1:'.padEnd(100_000, '0'))],
    ['a ticket with more behind it', linkOf(`${ADDRESSED}\n--cloud=https://evil.example`)],
  ])('brings nothing else: %s', (_what, url) => {
    expect(readLink(url)).toEqual(REFUSED)
  })

  it('is refused or taken, never thrown at, whatever a web page made of it', () => {
    const pieces = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('trackside:', '//', 'ticket', '#', 'TRK1:', '%'))
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        expect(readLink(parts.join(''))).toEqual(REFUSED)
        expect(readLink(`trackside://ticket#${parts.join('')}`)).toEqual(REFUSED)
      }),
    )
  })

  it('with one character of its ticket changed is refused, or still an addressed ticket to be checked', () => {
    fc.assert(
      fc.property(fc.nat(ADDRESSED.length - 1), fc.constantFrom(...'0AZ $%*+-./:a#'), (at, by) => {
        const changed = ADDRESSED.slice(0, at) + by + ADDRESSED.slice(at + 1)
        const read = readLink(linkOf(changed))
        if (read.type === 'problem') expect(read).toEqual(REFUSED)
        else expect(toPageSchema.parse(read)).toEqual({ type: 'receive', text: changed })
      }),
    )
  })
})

describe('a file', () => {
  function fileWith(content: string, name = 'loan.trackside') {
    const path = join(testFolder(), name)
    writeFileSync(path, content)
    return { kind: 'file', path } as const
  }

  it('[F4] with a ticket, a card or a slip brings it to the field, line breaks of mail and all', async () => {
    expect(await readOpened(fileWith(`${ticketOf()}\r\n`))).toEqual({ type: 'receive', text: ticketOf() })
    for (const text of [cardOf(), slipOf('receipt')]) {
      expect(await readOpened(fileWith(text))).toEqual({ type: 'receive', text })
    }
  })

  it('[F8] of a colleague’s laptop is given to the door whole', async () => {
    const text = `TRKF1:${'x'.repeat(300_000)}.sig`
    expect(await readOpened(fileWith(text, 'Trackside Sierra-1.trackside'))).toEqual({
      type: 'file',
      name: 'Trackside Sierra-1.trackside',
      text,
    })
  })

  it.each([
    ['nothing', ''],
    ['a loan code, which would be taken at once', 'ABCD-EFGH-JKMN-PQRS'],
    ['a page', '<!doctype html>'],
  ])('with %s is not ours', async (_what, content) => {
    expect(await readOpened(fileWith(content))).toEqual({ type: 'problem', problem: 'not-ours' })
  })

  it('that is too large, gone, or a folder says so', async () => {
    const large = fileWith('x'.repeat(MOST_FILE_TEXT + 1))
    expect(await readOpened(large)).toEqual({ type: 'problem', problem: 'too-large' })
    expect(await readOpened(fileWith('TRK1:'.padEnd(20_000, '0')))).toEqual({ type: 'problem', problem: 'too-large' })
    const folder = join(testFolder(), 'folder.trackside')
    mkdirSync(folder)
    for (const path of [folder, join(folder, 'gone.trackside')]) {
      expect(await readOpened({ kind: 'file', path })).toEqual({ type: 'problem', problem: 'not-there' })
    }
  })

  it('brings only what the page takes, whatever is in it', () => {
    const begin = fc.constantFrom('', 'TRK1:', 'TRKF1:', ' trk1:')
    fc.assert(
      fc.property(begin, fc.string({ maxLength: 9000 }), (prefix, rest) => {
        const read = readFileContent('a.trackside', prefix + rest)
        if (read.type !== 'problem') expect(toPageSchema.parse(read)).toEqual(read)
      }),
    )
  })
})
