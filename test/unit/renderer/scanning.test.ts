import { describe, expect, test } from 'vitest'
import type { CodeReader } from '../../../renderer/scan/code-reader.ts'
import { readFileText } from '../../../renderer/scan/file-text.ts'
import { isForTheDoor } from '../../../renderer/scan/scanned-text.ts'
import { whyNoCamera } from '../../../renderer/scan/use-camera.ts'
import { createWedge } from '../../../renderer/scan/wedge.ts'

const TICKET = 'TRK1:RRQ6 8P603129/CK.X'

/** Types `text` with so many milliseconds between two keys. @returns what became of each key, and the last step */
function typed(text: readonly string[], gapMs: number, wedge = createWedge(), fromMs = 0) {
  const steps = text.map((key, index) => wedge.press(key, fromMs + index * gapMs))
  return { kinds: steps.map(({ kind }) => kind), last: steps.at(-1) }
}

describe('a scanner that types', () => {
  test('[F4] is told from a person by what it types in one go, and taken with Enter', () => {
    expect(typed([...TICKET, 'Enter'], 5).last).toEqual({ kind: 'done', text: TICKET })
    expect(typed([...TICKET, 'Enter'], 1_200).last).toEqual({ kind: 'pass' })
  })

  test('keeps its keys from the page as soon as it is clear what it is', () => {
    const { kinds } = typed([...TICKET], 5)
    expect(kinds.slice(0, 4)).toEqual(['pass', 'pass', 'pass', 'pass'])
    expect(new Set(kinds.slice(4))).toEqual(new Set(['take']))
  })

  test('may press Shift before each capital, and write small', () => {
    const keys = [...TICKET].flatMap((key) => (/[A-Z:]/.test(key) ? ['Shift', key] : [key]))
    expect(typed([...keys, 'Enter'], 5).last).toEqual({ kind: 'done', text: TICKET })
    expect(typed([...TICKET.toLowerCase(), 'Enter'], 5).last).toMatchObject({ kind: 'done' })
  })

  test('may be held up at its beginning or in the middle by a computer that is busy, but not for ever', () => {
    expect(typed([...TICKET, 'Enter'], 300).last).toEqual({ kind: 'done', text: TICKET })
    const wedge = createWedge()
    typed([...TICKET.slice(0, 8)], 5, wedge)
    expect(typed([...TICKET.slice(8), 'Enter'], 5, wedge, 700).last).toEqual({ kind: 'done', text: TICKET })
    typed([...TICKET.slice(0, 8)], 5, wedge, 2000)
    expect(typed([...TICKET.slice(8), 'Enter'], 5, wedge, 9000).last).toEqual({ kind: 'pass' })
  })

  test('is found after other keys, and leaves what isn’t ours to the page', () => {
    expect(typed([...'ab', 'T', ...TICKET, 'Enter'], 5).last).toEqual({ kind: 'done', text: TICKET })
    expect(new Set(typed([...'TRACK 4006381333931', 'Enter'], 5).kinds)).toEqual(new Set(['pass']))
    expect(typed([...'TRK1:', 'Enter'], 5).last).toEqual({ kind: 'pass' })
  })
})

test('[F4] takes a signed text or a code from the clipboard, and nothing else', () => {
  expect(isForTheDoor(` ${TICKET.toLowerCase()}\n`)).toBe(true)
  expect(isForTheDoor('7k3m 9qxw 2hdt 4fbf')).toBe(true)
  expect(isForTheDoor('https://example.org/TRK1:')).toBe(false)
  expect(isForTheDoor('7k3m 9qxw 2hdt 4fbg')).toBe(false)
  expect(isForTheDoor(`TRK1:${'A'.repeat(1_600_000)}`)).toBe(false)
})

describe('a file', () => {
  const reader = (text: string | undefined): CodeReader => ({ read: async () => text, close: () => undefined })

  test('[F4] gives its text, or the code in a photograph', async () => {
    expect(await readFileText(new File([TICKET], 'loan.trackside'), reader(undefined))).toEqual({
      kind: 'text',
      text: TICKET,
    })
    const photo = new File(['…'], 'photo.jpg', { type: 'image/jpeg' })
    expect(await readFileText(photo, reader(TICKET))).toEqual({ kind: 'text', text: TICKET })
    expect(await readFileText(photo, reader(undefined))).toEqual({ kind: 'no-code' })
  })

  test('far larger than any of ours isn’t even read', async () => {
    const film = new File([new Uint8Array(1_600_001)], 'film.mov')
    expect(await readFileText(film, reader(undefined))).toEqual({ kind: 'too-large' })
  })
})

test('says why there is no camera', () => {
  const why = (name: string) => whyNoCamera(new DOMException('', name))
  expect(why('NotAllowedError')).toBe('refused')
  expect(why('NotReadableError')).toBe('busy')
  expect(why('NotFoundError')).toBe('none')
  expect(whyNoCamera(new Error('whatever'))).toBe('none')
})
