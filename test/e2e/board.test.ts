import type { BrowserContext, Page } from '@playwright/test'
import { createSeededRandom } from '../../tools/box-simulator/seeded-random.ts'
import { type SimulatedBox, startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { expectNoViolations } from '../support/axe.ts'
import { assignBox, expect, goTo, type Laptop, test } from '../support/e2e.ts'

function simulated(serial: string): Promise<SimulatedBox> {
  return startSimulatedBox({
    ...{ serial, alias: '', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    position: { latitude: 40.4, longitude: -3.7 },
    random: createSeededRandom(1),
  })
}

async function openLive(page: Page): Promise<void> {
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('link', { name: 'Live timing' }).click()
}

async function startTiming(page: Page, box: SimulatedBox): Promise<void> {
  const row = page.getByRole('list', { name: 'Boxes' }).getByRole('listitem').filter({ hasText: box.serial })
  await row.getByRole('button', { name: `Start timing ${box.serial}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address on the local network').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(box.port))
  await dialog.getByRole('button', { name: `Start timing ${box.serial}` }).click()
  await expect(row).toContainText('Connected since')
}

async function openBoard({ page }: Laptop): Promise<Page> {
  await page.getByRole('button', { name: 'Board', exact: true }).click()
  const [board] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('menuitem', { name: 'Open the board' }).click(),
  ])
  await expect(board.getByRole('heading', { level: 1 })).toBeVisible()
  return board
}

function rowOf(board: Page, serial: string) {
  return board.getByRole('listitem').filter({ hasText: serial })
}

/** What a page can ask of a server with the cookies that it has. @returns the statuses */
async function asked(context: BrowserContext, origin: string): Promise<readonly number[]> {
  const paths = ['/core', '/index.html', '/manifest.json', '/board/', '/give', '/assets/index.js']
  const answers = await Promise.all(paths.map((path) => context.request.get(origin + path, { headers: { origin } })))
  return answers.map((answer) => answer.status())
}

test('[F1] an operator’s board shows each box as it is, also without internet, and marks one that is gone', async ({
  laptop,
}, info) => {
  const box = await simulated('CLBX30201')
  const other = await simulated('CLBX30202')
  const sierra = await laptop('sierra', 'timer')
  const { page, network } = sierra
  await assignBox(page, 'CLBX30201')
  await assignBox(page, 'CLBX30202')
  network.cut()
  await openLive(page)
  await startTiming(page, box)
  const board = await openBoard(sierra)
  await board.setViewportSize({ width: 1920, height: 1080 })
  expect(board.url()).not.toContain('key')
  await expect(rowOf(board, 'CLBX30201')).toContainText('Connected')
  await expect(rowOf(board, 'CLBX30201')).toContainText('nothing yet')
  await expect(rowOf(board, 'CLBX30202')).toContainText('Not started')
  await expect(board.getByRole('banner')).toContainText('No internet. Working')
  box.record({ epc: 'E2801160600002084C0A1001' })
  await expect(rowOf(board, 'CLBX30201')).toContainText('1 in all')
  await expect(rowOf(board, 'CLBX30201')).toContainText('1/min')

  // A box's own wire breaks: the whole row, in words.
  await startTiming(page, other)
  await expect(rowOf(board, 'CLBX30202')).toContainText('Connected')
  await other.close()
  const dead = rowOf(board, 'CLBX30202')
  await expect(dead).toContainText(/No connection.*since \d\d:\d\d/)
  await expect(dead).toHaveAttribute('data-alarm', 'new')
  for (const theme of ['Light', 'Dark', 'Sunlight']) {
    await board.getByRole('button', { name: theme, exact: true }).click()
    await expect(board.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
    await board.screenshot({ path: info.outputPath(`board-${theme}.png`) })
    await expectNoViolations(board, `board, ${theme}`)
  }
  await board.reload()
  await expect(board.locator('html')).toHaveAttribute('data-theme', 'sunlight')
  await expect(rowOf(board, 'CLBX30201')).toContainText('1 in all')

  // The laptop goes away: nobody takes what is old for new.
  await sierra.kill()
  await expect(board.getByRole('status')).toContainText(/Not updated since \d\d:\d\d/)
  await board.screenshot({ path: info.outputPath('board-stale.png') })
  await expectNoViolations(board, 'board, not updated')
  await box.close()
})

test('[F1] a board whose connection died unnoticed asks anew by itself', async ({ laptop }) => {
  const sierra = await laptop('sierra', 'timer')
  await openLive(sierra.page)
  // Of the first connection only the first board is heard, as where a network was away for long.
  await sierra.page.context().addInitScript(() => {
    const Real = window.EventSource
    let made = 0
    window.EventSource = class extends Real {
      constructor(url: string | URL) {
        super(url)
        made += 1
        let left = made === 1 ? 1 : Number.POSITIVE_INFINITY
        this.addEventListener('board', (event) => {
          if (left === 0) event.stopImmediatePropagation()
          else left -= 1
        })
      }
    }
  })
  const board = await openBoard(sierra)
  const status = board.getByRole('banner').getByRole('status')
  await expect(status).toContainText('Not updated since')
  await expect(status).toContainText('Online')
})

test('the board’s window reaches nothing else of the program', async ({ laptop, browser, troubles }) => {
  const sierra = await laptop('sierra', 'timer')
  const { page } = sierra
  await openLive(page)
  const board = await openBoard(sierra)
  await expect(board.getByText('No boxes at checkpoints yet')).toBeVisible()
  await expectNoViolations(board, 'board, no boxes')
  const [app, shown] = [new URL(page.url()).origin, new URL(board.url()).origin]
  const cookies = (await page.context().cookies()).filter(({ name }) => name.startsWith('trackside_board_'))
  expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict', expires: -1 }])
  const stranger = await browser.newContext()
  await stranger.addCookies(cookies)
  expect(await asked(stranger, shown)).toEqual([404, 404, 404, 404, 404, 404])
  // At the windows' own server, the board's cookie is none.
  expect((await stranger.request.get(`${app}/core`, { headers: { origin: app } })).status()).toBe(401)
  // Nor does its page get there, with all cookies of this browser.
  const reached = await board.evaluate(async (origin) => {
    const byFetch = await fetch(`${origin}/core`, { credentials: 'include' }).then(
      () => 'answered',
      () => 'refused',
    )
    const bySocket = await new Promise((resolve) => {
      try {
        const socket = new WebSocket(`${origin.replace('http', 'ws')}/core`)
        socket.addEventListener('open', () => resolve('opened'))
        socket.addEventListener('error', () => resolve('refused'))
      } catch {
        resolve('refused')
      }
    })
    return [byFetch, bySocket, window.opener === null]
  }, app)
  expect(reached).toEqual(['refused', 'refused', true])
  // Its own policy already keeps it from there: these, and only these, were to happen.
  await expect.poll(() => troubles).toContain(`content security policy: connect-src ${app}/core`)
  await expect.poll(() => troubles).toContain(`content security policy: connect-src ${app.replace('http', 'ws')}/core`)
  const used = await stranger.newPage()
  await stranger.clearCookies()
  await used.goto(shown)
  await expect(used.getByRole('heading', { name: 'This link was used already' })).toBeVisible()
  await stranger.close()
  expect(troubles.filter((one) => !one.includes(new URL(app).host))).toEqual([])
  troubles.length = 0
})

test('the board on the network opens by its code, and ends when it is switched off', async ({ laptop, browser }) => {
  const { page } = await laptop('sierra', 'timer')
  await assignBox(page, 'CLBX30201')
  await openLive(page)
  await page.getByRole('button', { name: 'Board', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Show on this network' }).click()
  const dialog = page.getByRole('dialog')
  await expectNoViolations(page, 'board on the network, off')
  const onOff = dialog.getByRole('switch', { name: 'Show the board on this network' })
  await expect(onOff).not.toBeChecked()
  await onOff.click()
  await expect(onOff).toBeChecked()
  await expectNoViolations(page, 'board on the network, on')
  const code = (await dialog.getByTestId('board-code').textContent()) ?? ''
  const address =
    (await dialog
      .getByText(/^http:\/\/[\d.]+:\d+\/$/)
      .first()
      .textContent()) ?? ''

  const context = await browser.newContext({ viewport: { width: 1024, height: 768 } })
  const tablet = await context.newPage()
  await tablet.goto(address)
  await tablet.getByLabel('Code').fill('0000 0000')
  await tablet.getByRole('button', { name: 'Open the board' }).click()
  await expect(tablet.getByRole('alert')).toContainText('That isn’t the code')
  await expectNoViolations(tablet, 'board, wrong code')
  await tablet.getByLabel('Code').fill(code.toLowerCase())
  await tablet.getByRole('button', { name: 'Open the board' }).click()
  await expect(rowOf(tablet, 'CLBX30201')).toContainText('Not started')
  await expect(tablet.getByText('can’t keep the screen on')).toBeVisible()
  await expectNoViolations(tablet, 'board on a tablet')

  await onOff.click()
  await expect(tablet.getByRole('heading', { name: 'This board is over' })).toBeVisible()
  await onOff.click()
  await expect(dialog.getByTestId('board-code')).not.toHaveText(code)
  await context.close()
})
