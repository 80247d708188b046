import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createSeededRandom } from '../box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../box-simulator/simulated-box.ts'
import { scrollFrames } from './watch.ts'

/** What a person does; only `act` is measured. */
export interface Flow {
  readonly name: string
  readonly prepare?: () => Promise<unknown>
  readonly act: () => Promise<unknown>
}

interface Stage {
  readonly page: Page
  readonly address: string
  /** For what a flow needs on the disk. */
  readonly folder: string
  onClose(close: () => Promise<void>): void
}

const [LINES, TIMED_BOXES, PASSINGS_PER_SECOND, SECONDS] = [100_000, 4, 1000, 5]
const EACH = (PASSINGS_PER_SECOND * SECONDS) / TIMED_BOXES

/** The main flows, in an order in which each begins where the one before ends. */
export function consoleFlows(stage: Stage): readonly Flow[] {
  return [...firstFlows(stage), ...deviceFlows(stage), ...otherFlows(stage), ...raceFlows(stage), ...lookFlows(stage)]
}

function goTo(page: Page, screen: string): Promise<void> {
  return page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: new RegExp(`^${screen}`) })
    .click()
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click()
}

async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 60 })
}

function firstFlows({ page, address }: Stage): readonly Flow[] {
  return [
    {
      name: 'first load, until the boxes are there',
      act: async () => {
        await page.goto(address)
        await page
          .getByRole('navigation', { name: 'Screens' })
          .getByRole('link', { name: /^Devices.*10\D?000/ })
          .waitFor()
      },
    },
    { name: 'Today', prepare: () => goTo(page, 'Settings'), act: () => goTo(page, 'Today') },
  ]
}

function deviceFlows({ page }: Stage): readonly Flow[] {
  const rows = page.getByRole('main').getByRole('row')
  const search = page.getByRole('searchbox').first()
  return [
    {
      name: 'Devices opens',
      act: async () => {
        await goTo(page, 'Devices')
        await page.getByRole('grid').getByText('CLBX').first().waitFor()
      },
    },
    { name: 'Devices scrolls', act: () => scrollFrames(page, '.data-table-scroll', 60) },
    {
      name: 'Devices: search as one types',
      prepare: () => search.focus(),
      act: async () => {
        await type(page, 'CLBX1012')
        for (let key = 0; key < 8; key += 1) await page.keyboard.press('Backspace', { delay: 60 })
      },
    },
    {
      name: 'Devices: sort',
      act: async () => {
        const head = page.getByRole('columnheader', { name: /^Name/ }).getByRole('button').first()
        await head.click()
        await head.click()
      },
    },
    { name: 'Devices: another filter', act: () => press(page, /^Lent /) },
    { name: 'Devices: all again', act: () => press(page, /^All /) },
    {
      name: 'Devices: grouped by group',
      act: () => page.getByLabel('Group by').selectOption('By group'),
    },
    {
      name: 'Devices: grouped by custody',
      act: () => page.getByLabel('Group by').selectOption('By custody'),
    },
    {
      name: 'Devices: not grouped',
      act: () => page.getByLabel('Group by').selectOption('Not grouped'),
    },
    { name: 'Devices: a box’s inspector', act: () => rows.nth(5).click({ position: { x: 60, y: 10 } }) },
    { name: 'Devices: the inspector closes', act: () => page.keyboard.press('Escape') },
    {
      name: 'Devices: 50 boxes ticked',
      act: async () => {
        await page.getByRole('main').getByRole('grid').focus()
        await page.keyboard.press('Home')
        for (let row = 1; row < 50; row += 1) await page.keyboard.press('Shift+ArrowDown')
      },
    },
    {
      name: 'Devices: the lend dialog',
      act: () => press(page, /^Lend \d+ boxes/),
    },
    { name: 'Devices: the lend dialog closes', act: () => page.keyboard.press('Escape') },
    {
      name: 'Devices: all 10,000 ticked',
      act: async () => {
        await page.getByRole('main').getByRole('grid').focus()
        await page.keyboard.press('ControlOrMeta+a')
      },
    },
    { name: 'Devices: none ticked', act: () => page.keyboard.press('Escape') },
  ]
}

function otherFlows({ page }: Stage): readonly Flow[] {
  const tree = page.getByRole('tree')
  return [
    { name: 'Groups opens', act: () => goTo(page, 'Groups') },
    {
      name: 'Groups: a group is chosen',
      act: () =>
        tree
          .getByRole('treeitem', { name: /^Group 1001/ })
          .first()
          .click(),
    },
    {
      name: 'Groups: a group with ten below',
      act: () =>
        tree
          .getByRole('treeitem', { name: /^Group 1010/ })
          .first()
          .click(),
    },
    {
      name: 'Groups: 50 boxes ticked and moved',
      prepare: () =>
        tree
          .getByRole('treeitem', { name: /^Group 1002/ })
          .first()
          .click(),
      act: async () => {
        await page.getByRole('grid').getByRole('checkbox').first().check()
        await press(page, /^Move .*to a group/)
        const dialog = page.getByRole('dialog')
        await dialog.getByRole('searchbox').or(dialog.getByRole('combobox')).first().fill('Group 1199')
        await dialog.getByRole('option').first().click()
        await dialog.getByRole('button', { name: /^Move / }).click()
        await page.getByText('No boxes in Group 1002').waitFor()
      },
    },
    { name: 'Loans opens', act: () => goTo(page, 'Loans') },
    { name: 'Loans in time, two weeks', act: () => press(page, 'In time') },
    { name: 'Loans in time scrolls', act: () => scrollFrames(page, '.strip-grid', 60) },
    { name: 'Loans in time, three months', act: () => press(page, '3 months') },
    { name: 'Loans: the balance', act: () => press(page, 'Balance') },
    { name: 'Loans: the list again', act: () => press(page, 'List') },
    {
      name: 'Activity opens',
      act: async () => {
        await page.evaluate(() => {
          location.hash = '#/activity'
        })
        await page.getByRole('main').getByText('CLBX').first().waitFor()
      },
    },
    {
      name: 'Ctrl K, and typing',
      act: async () => {
        await page.keyboard.press('ControlOrMeta+k')
        await page.getByRole('combobox', { name: 'Find or do anything' }).waitFor()
        await type(page, 'lend clbx101')
      },
    },
    { name: 'Ctrl K closes', act: () => page.keyboard.press('Escape') },
  ]
}

function raceFlows({ page, folder, onClose }: Stage): readonly Flow[] {
  // From the disk: handed over in memory, its bytes would be work of the page's thread.
  const startList = join(folder, 'start.csv')
  const boxes: SimulatedBox[] = []
  return [
    { name: 'Events opens', act: () => goTo(page, 'Events') },
    { name: 'an event opens', act: () => page.getByRole('main').getByRole('row').nth(1).click() },
    {
      name: `a start list of ${LINES} lines`,
      prepare: () => {
        writeFileSync(startList, startListOf(LINES))
        return page.getByRole('link', { name: 'Start list', exact: true }).click()
      },
      act: async () => {
        await page.getByRole('main').locator('input[type=file]').setInputFiles(startList)
        await page.getByText('start.csv:').waitFor()
      },
    },
    {
      name: 'the start list is searched',
      prepare: () => page.getByLabel('Search the start list').focus(),
      act: () => type(page, 'runner 9'),
    },
    { name: 'Live timing opens', act: () => page.getByRole('link', { name: 'Live timing', exact: true }).click() },
    {
      name: `Live timing at ${PASSINGS_PER_SECOND} passings/s`,
      prepare: async () => {
        for (let index = 0; index < TIMED_BOXES; index += 1)
          boxes.push(await timed(page, `CLBX${100_000 + index * 2}`, onClose))
      },
      act: async () => {
        await play(boxes)
        await page
          .getByText(new RegExp(`laptop ${EACH.toLocaleString('en')}\\b`))
          .first()
          .waitFor()
      },
    },
  ]
}

function startListOf(lines: number): string {
  const line = (_: unknown, index: number) => `${index + 1},Runner ${index + 1} Fast,10K,${chip(index)}`
  return ['bib,name,race,chip', ...Array.from({ length: lines }, line)].join('\n')
}

function chip(index: number): string {
  return `E2801160600002${String(index).padStart(10, '0')}`
}

/** Starts timing on the box by its row, as a person does. */
async function timed(page: Page, serial: string, onClose: Stage['onClose']): Promise<SimulatedBox> {
  const box = await startSimulatedBox({
    ...{ serial, alias: '', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    ...{ position: { latitude: 40.4, longitude: -3.7 }, random: createSeededRandom(1) },
  })
  onClose(() => box.close())
  const row = page.getByRole('list', { name: 'Boxes' }).getByRole('listitem').filter({ hasText: serial })
  await row.getByRole('button', { name: `Start timing ${serial}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address on the local network').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(box.port))
  await dialog.getByRole('button', { name: `Start timing ${serial}` }).click()
  await row.getByText('Connected since').waitFor()
  return box
}

async function play(boxes: readonly SimulatedBox[]): Promise<void> {
  const began = performance.now()
  let played = 0
  for (;;) {
    const ms = Math.min(performance.now() - began, SECONDS * 1000)
    for (; played < (ms / 1000) * PASSINGS_PER_SECOND; played += 1) {
      boxes[played % boxes.length]?.record({ epc: chip(played) })
    }
    if (ms >= SECONDS * 1000) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function lookFlows({ page }: Stage): readonly Flow[] {
  const choose = (theme: string) => page.getByText(theme, { exact: true }).click()
  return [
    { name: 'another theme', prepare: () => goTo(page, 'Settings'), act: () => choose('Dark') },
    {
      name: 'another language',
      act: async () => {
        await page.getByLabel('Language', { exact: true }).selectOption('Español')
        await page.getByText('Idioma').first().waitFor()
      },
    },
  ]
}
