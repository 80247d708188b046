import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pdfName } from '../../../electron/shell/printing.ts'
import { testFolder } from '../../support/test-folder.ts'
import { eventually } from './eventually.ts'
import { ownPage } from './own-page.ts'
import { started } from './started-shell.ts'

const NAME = 'Custody sheet 2026-06-07 Sierra Timing'

async function withPage() {
  const { electron, log } = await started()
  const [window] = electron.windows
  if (window === undefined) throw new Error('no window')
  const { say } = ownPage(electron)
  const print = (to: string, name = NAME) => say('trackside:tell', { type: 'print', to, name })
  return { electron, log, contents: window.webContents, print }
}

it('[L11] prints by the system’s dialog, and says nothing when it is done or called off', async () => {
  const { electron, contents, print } = await withPage()
  print('printer')
  contents.printFailure = 'Print job canceled'
  print('printer')
  expect(contents.printed).toEqual([
    { pageSize: 'A4', landscape: true },
    { pageSize: 'A4', landscape: true },
  ])
  expect(electron.errorBoxes).toEqual([])
})

it('says that it was not printed, and the log says why', async () => {
  const { electron, log, contents, print } = await withPage()
  contents.printFailure = 'Print job failed'
  print('printer')
  expect(electron.errorBoxes).toEqual([expect.stringContaining('could not be printed')])
  expect(log.join()).toContain('Print job failed')
})

it('[L11] saves a PDF where a person says, under a name that fits', async () => {
  const { electron, contents, print } = await withPage()
  electron.app.saveTo = join(testFolder(), 'sheet.pdf')
  print('pdf', 'Custody sheet: Sierra/Trail')
  await eventually(() => expect(readFileSync(electron.app.saveTo, 'latin1')).toMatch(/^%PDF-/))
  expect(contents.pdfs).toMatchObject([{ preferCSSPageSize: true }])
  expect(electron.saveDialogs).toMatchObject([{ defaultPath: 'Custody sheet Sierra Trail.pdf' }])
})

it('saves nothing where a person says no', async () => {
  const { electron, print } = await withPage()
  print('pdf')
  await eventually(() => expect(electron.saveDialogs).toHaveLength(1))
  await new Promise((resolve) => setImmediate(resolve))
  expect(electron.errorBoxes).toEqual([])
})

it('asks for one place at a time, and again afterwards', async () => {
  const { electron, contents, print } = await withPage()
  print('pdf')
  print('pdf')
  expect(contents.pdfs).toHaveLength(1)
  await eventually(() => expect(electron.saveDialogs).toHaveLength(1))
  await eventually(() => {
    print('pdf')
    expect(contents.pdfs).toHaveLength(2)
  })
})

it('says that it was not saved, where there is no such place or no page to make it of', async () => {
  const { electron, contents, print } = await withPage()
  electron.app.saveTo = join(testFolder(), 'gone', 'sheet.pdf')
  print('pdf')
  await eventually(() => expect(electron.errorBoxes).toEqual([expect.stringContaining('could not be saved')]))
  expect(existsSync(electron.app.saveTo)).toBe(false)
  contents.printFailure = 'the page has gone'
  await eventually(() => {
    print('pdf')
    expect(contents.pdfs).toHaveLength(2)
  })
  await eventually(() => expect(electron.errorBoxes).toHaveLength(2))
  expect(electron.saveDialogs).toHaveLength(1)
})

it('prints nothing without a window', async () => {
  const { electron } = await started({ platform: 'darwin' })
  electron.windows[0]?.emit('closed')
  ownPage(electron).say('trackside:tell', { type: 'print', to: 'printer', name: NAME })
  expect(electron.windows[0]?.webContents.printed).toEqual([])
})

describe('the name of the file', () => {
  it.each([
    ['Custody sheet: all', 'Custody sheet all.pdf'],
    ['  ../../etc/passwd  ', 'etc passwd.pdf'],
    ['Races.', 'Races.pdf'],
    ['///', 'Trackside.pdf'],
  ])('%j is saved as %s', (name, file) => {
    expect(pdfName(name)).toBe(file)
  })

  it('is one that every system takes, whatever an event is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(pdfName(name)).toMatch(/^[^\p{Cc}\p{Cs}"*/:<>?\\|. ]([^\p{Cc}\p{Cs}"*/:<>?\\|]*[^. ])?\.pdf$/u)
      }),
    )
  })
})
