import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readLaunchOptions } from '../../../electron/shell/launch-options.ts'
import { findOpened, readLink } from '../../../electron/shell/opened-things.ts'
import { MOST_TYPED, toPageSchema } from '../../../shared/shell-messages.ts'
import { COSTA_ID } from '../../support/sample-records.ts'
import { testFolder } from '../../support/test-folder.ts'
import { lendOf, openCostas, openSierras, receiveAt } from '../../support/ticket-desks.ts'
import { nastyText } from './json-values.ts'
import { mutatedText } from './mutated.ts'
import { scaled } from './scale.ts'

const PLACE = 'trackside://ticket#'

/** Sierra's ticket for Costa alone, and Costa's laptop. */
function addressed() {
  const sierras = openSierras(testFolder())
  const costas = openCostas(testFolder())
  onTestFinished(() => {
    sierras.close()
    costas.close()
  })
  const { ticket } = lendOf(sierras, undefined, { recipientId: COSTA_ID })
  return { ticket, costas }
}

/** As a web page writes it: some characters as they are, others as three. */
function encoded(text: string): fc.Arbitrary<string> {
  return fc.infiniteStream(fc.boolean()).map((isPlain) => {
    const letters = Array.from(text, (letter) =>
      isPlain.next().value && /[\w:]/.test(letter) ? letter : percent(letter),
    )
    return PLACE + letters.join('')
  })
}

function percent(letter: string): string {
  return [...Buffer.from(letter)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
}

describe('a link that a web page wrote', () => {
  it('[L15] however it is written, brings the ticket that is in it, and none that was changed', async () => {
    const { ticket, costas } = addressed()
    fc.assert(
      fc.property(encoded(ticket), (url) => {
        expect(readLink(url)).toEqual({ type: 'receive', text: ticket })
      }),
      scaled(50),
    )
    await fc.assert(
      fc.asyncProperty(mutatedText(ticket).chain(encoded), async (url) => {
        const read = readLink(url)
        if (read.type === 'problem') return
        expect(toPageSchema.parse(read)).toEqual(read)
        // A person may still say yes to it: then the core says no.
        const { status } = await receiveAt(costas, read.type === 'receive' ? read.text : '')
        expect(status).not.toBe('done')
      }),
      scaled(300),
    )
    const untouched = readLink(PLACE + encodeURIComponent(ticket))
    expect(untouched.type === 'receive' && (await receiveAt(costas, untouched.text)).status).toBe('done')
  })

  it('of any size and any letters brings no more than what the page takes, and at once', () => {
    const { ticket } = addressed()
    for (const text of [
      ...['A'.repeat(5_000_000), '%41'.repeat(MOST_TYPED), '%'.repeat(MOST_TYPED), 'TRK1:'.repeat(2000)],
      ...[`TRK1:${'0'.repeat(MOST_TYPED)}`, encodeURIComponent(ticket.repeat(20)), `${encodeURIComponent(ticket)}#x`],
      ...[`${ticket}%00`, `${PLACE}${encodeURIComponent(ticket)}`, 'TRKF1:%41.%41'],
    ]) {
      expect(readLink(PLACE + text)).toEqual({ type: 'problem', problem: 'not-addressed' })
    }
    fc.assert(
      fc.property(fc.oneof(nastyText(), fc.string({ unit: 'binary' })).map(String), (text) => {
        for (const url of [text, PLACE + text, `trackside:${text}`]) expect(readLink(url).type).toBe('problem')
      }),
      scaled(300),
    )
  })

  it('beside whatever arguments names no file, no folder and no cloud', () => {
    const argument = fc.oneof(
      ...[nastyText().map(String), fc.string({ unit: 'binary', maxLength: 30 })],
      fc.constantFrom(
        '--cloud=https://evil.example',
        '--data=/',
        '--cloud',
        '/etc/a.trackside',
        'file:///a.trk',
        '--',
        '-',
      ),
    )
    fc.assert(
      fc.property(
        fc.array(argument),
        fc.array(argument),
        fc.constantFrom('', '"', "'", '"\' '),
        (before, after, quote) => {
          const args = [...before, `${quote}trackside://ticket#x`, ...after]
          const { cloudUrl, dataDir } = readLaunchOptions(args, {})
          expect([cloudUrl, dataDir]).toEqual([undefined, undefined])
          if (quote === '') expect(findOpened(args, '/home')).toMatchObject({ kind: 'link' })
        },
      ),
      scaled(300),
    )
  })
})
