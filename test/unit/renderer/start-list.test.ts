import { expect, test } from 'vitest'
import { decodeCsv, MAX_CSV_BYTES, readCsvFile } from '../../../renderer/start-list/csv-file.ts'
import { createEntryPages, PAGE_ENTRIES } from '../../../renderer/start-list/entry-pages.ts'
import { countWords } from '../../../renderer/start-list/start-list-words.ts'
import { steadyChips } from '../../../renderer/start-list/steady-chips.ts'
import { sampleSay } from '../../support/sample-say.ts'

const TEXT = 'bib,name\n7,Begoña Núñez\n'

test('keeps the accents of a start list, whatever the spreadsheet wrote it as', () => {
  const utf16 = new Uint8Array(new Uint16Array([0xfeff, ...[...TEXT].map((letter) => letter.charCodeAt(0))]).buffer)
  const latin = Uint8Array.from([...TEXT].map((letter) => letter.charCodeAt(0)))
  expect(decodeCsv(new TextEncoder().encode(TEXT))).toBe(TEXT)
  expect(decodeCsv(utf16)).toBe(TEXT)
  expect(decodeCsv(latin)).toBe(TEXT)
})

test('refuses a file too large for a start list unread, and says so of one that can’t be opened', async () => {
  const unread = () => Promise.reject(new Error('not to be read'))
  expect(await readCsvFile({ size: MAX_CSV_BYTES + 1, arrayBuffer: unread })).toEqual({ kind: 'too-large' })
  expect(await readCsvFile({ size: 10, arrayBuffer: unread })).toEqual({ kind: 'unreadable' })
  expect(await readCsvFile(new File([TEXT], 'start.csv'))).toEqual({ kind: 'text', text: TEXT })
})

function page(offset: number) {
  const entries = Array.from({ length: PAGE_ENTRIES }, (_, index) => ({
    bib: String(offset + index),
    name: '',
    race: '',
    chips: [],
  }))
  return { entries, matching: 1000, total: 1000, chips: 0 }
}

test('reads a page of the start list when it comes in sight, once', async () => {
  const asked: number[] = []
  let changes = 0
  const pages = createEntryPages(page(0), async (offset) => {
    asked.push(offset)
    return await Promise.resolve(page(offset))
  })
  const came = new Promise<void>((resolve) => {
    pages.subscribe(() => {
      changes += 1
      resolve()
    })
  })
  expect(pages.get(3)?.bib).toBe('3')
  expect(pages.get(PAGE_ENTRIES + 1)).toBeUndefined()
  for (const index of [3, PAGE_ENTRIES + 1, PAGE_ENTRIES + 9]) pages.want(index)
  await came
  expect(pages.get(PAGE_ENTRIES + 1)?.bib).toBe(String(PAGE_ENTRIES + 1))
  expect([asked, changes]).toEqual([[PAGE_ENTRIES], 1])
})

test('asks again for a page that couldn’t be read', async () => {
  let fail = true
  let attempts = 0
  const pages = createEntryPages(page(0), async (offset) => {
    attempts += 1
    return await (fail ? Promise.reject(new Error('away')) : Promise.resolve(page(offset)))
  })
  pages.want(PAGE_ENTRIES)
  await expect.poll(() => attempts).toBe(1)
  fail = false
  await expect
    .poll(() => {
      pages.want(PAGE_ENTRIES)
      return pages.get(PAGE_ENTRIES)?.bib
    })
    .toBe(String(PAGE_ENTRIES))
})

test('unknown chips keep their places while new ones come above and named ones go', () => {
  const chip = (name: string, count: number) => ({ chip: name, count, lastAt: '2026-06-07T10:00:00.000Z' })
  const shown = [chip('B', 1), chip('A', 4), chip('C', 2)]
  const arrived = [chip('A', 5), chip('D', 1), chip('B', 1)]
  expect(steadyChips(shown, arrived)).toEqual([chip('D', 1), chip('B', 1), chip('A', 5)])
})

test('counts entries and chips in words', () => {
  const say = sampleSay()
  expect(countWords(say, { total: 1204, chips: 1 })).toEqual({ entries: '1,204 entries', chips: '1 chip' })
})
