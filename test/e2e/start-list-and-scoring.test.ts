import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Page } from '@playwright/test'
import { createSeededRandom } from '../../tools/box-simulator/seeded-random.ts'
import { startSimulatedBox } from '../../tools/box-simulator/simulated-box.ts'
import { assignBox, expect, goTo, rowOf, test } from '../support/e2e.ts'

const START_LIST = `bib;name;race;chip1;chip2
101;Ana Ruiz;21 km;58001;
102;Begoña Núñez;21 km;58002;58003
;Nobody;21 km;58004;
`

/** Opens a screen of the first event by its tab. */
async function openTab(page: Page, tab: 'Live timing' | 'Start list' | 'Scoring'): Promise<void> {
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('link', { name: tab, exact: true }).click()
}

async function importFile(page: Page, name: string, text: string, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<void> {
  await page
    .getByRole('main')
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text, encoding) })
}

function simulated(serial: string) {
  return startSimulatedBox({
    ...{ serial, alias: '', model: 'CloudBox', firmware: '2.4.1', port: 0, now: Date.now },
    position: { latitude: 40.4, longitude: -3.7 },
    random: createSeededRandom(1),
  })
}

async function startTiming(page: Page, serial: string, port: number): Promise<void> {
  await openTab(page, 'Live timing')
  await page.getByRole('button', { name: `Start timing ${serial}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address on the local network').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(port))
  await dialog.getByRole('button', { name: `Start timing ${serial}` }).click()
  await expect(page.getByRole('main')).toContainText('Connected since')
}

test('a start list is imported, searched and removed, and an unknown chip is named, without internet', async ({
  laptop,
}) => {
  const box = await simulated('CLBX30201')
  const { page, network } = await laptop('sierra', 'timer')
  await assignBox(page, 'CLBX30201')
  network.cut()
  await openTab(page, 'Start list')
  await expect(page.getByRole('heading', { name: 'No start list yet' })).toBeVisible()
  await importFile(page, 'results.csv', 'place,time\n1,10:00\n')
  const refused = page.getByRole('main').getByRole('alert')
  await expect(refused).toContainText('results.csv has no column called bib')
  await expect(refused).toContainText('Nothing was changed.')

  // As Windows' spreadsheets write it.
  await importFile(page, 'start.csv', START_LIST, 'latin1')
  await expect(page.getByRole('main')).toContainText('start.csv: 2 entries, 3 chips.')
  await expect(page.getByRole('main')).toContainText('Line 4: no bib')
  const list = page.getByRole('grid', { name: 'Start list' })
  await expect(list.getByRole('row').filter({ hasText: 'Begoña Núñez' })).toContainText('58002, 58003')
  await page.getByLabel('Search the start list').fill('ana')
  await expect(list.getByRole('row').filter({ hasText: 'Begoña' })).toHaveCount(0)
  await expect(list).toContainText('Ana Ruiz')
  await page.getByLabel('Search the start list').fill('')

  await startTiming(page, 'CLBX30201', box.port)
  await expect.poll(() => box.clientCount()).toBeGreaterThan(0)
  box.record({ epc: '58001' })
  box.record({ epc: '58777' })
  await expect(page.getByRole('grid', { name: 'Passings' })).toContainText('Ana Ruiz')
  await openTab(page, 'Start list')
  await page.getByRole('button', { name: 'Unknown chips 1' }).click()
  await expect(page.getByRole('list', { name: 'Unknown chips' })).toContainText('58777')
  await page.getByRole('button', { name: 'Name the chip 58777' }).click()
  await expect(page.getByLabel('Bib')).toBeFocused()
  await page.keyboard.type('7')
  await page.getByLabel('Name, if you know it').fill('Eva Serra')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toContainText('No unknown chips')
  await page.getByRole('button', { name: 'Start list 3' }).click()
  await expect(list.getByRole('row').filter({ hasText: 'Eva Serra' })).toContainText('58777')

  await importFile(page, 'second.csv', START_LIST)
  await page.getByRole('dialog').getByRole('button', { name: 'Replace the start list' }).click()
  await expect(page.getByRole('main')).toContainText('It replaced the list of before.')
  await expect(list.getByRole('row').filter({ hasText: 'Eva Serra' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Remove start list' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove start list' }).click()
  await expect(page.getByRole('heading', { name: 'No start list yet' })).toBeVisible()
  await box.close()
})

test('a start list that is dropped on the screen is taken for one, and a large one comes through', async ({
  laptop,
}) => {
  const { page } = await laptop('sierra', 'timer')
  await openTab(page, 'Start list')
  const lines = Array.from(
    { length: 100_000 },
    (_, index) => `${index + 1},Runner number ${index + 1},Marathon of the year,E2801170${900_000 + index}`,
  )
  const csv = ['bib,name,race,chip', ...lines].join('\n')
  expect(csv.length).toBeGreaterThan(4 * 1024 * 1024)
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'marathon.csv', { type: 'text/csv' }))
    return transfer
  }, csv)
  await page.getByRole('main').dispatchEvent('drop', { dataTransfer: data })
  await expect(page.getByRole('main')).toContainText('marathon.csv: 100,000 entries, 100,000 chips.', {
    timeout: 60_000,
  })
  await expect(page.getByRole('dialog')).toHaveCount(0)
  // Only the rows in sight exist; the last ones are read when they come in sight.
  const list = page.getByRole('grid', { name: 'Start list' })
  await expect(list.getByRole('row').filter({ hasText: 'Runner number 1' }).first()).toBeVisible()
  expect(await list.getByRole('row').count()).toBeLessThan(60)
  await list.focus()
  await page.keyboard.press('End')
  await expect(rowOf(page, 'Runner number 100000')).toBeVisible()
})

/** A scoring program as the JChip protocol has it, as far as its screen needs it. */
async function startScoringProgram() {
  const received: string[] = []
  const marks: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let rest = ''
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      const messages = (rest + bytes.toString('latin1')).split('\r')
      rest = messages.pop() ?? ''
      for (const message of messages) {
        if (message.startsWith('N0000')) socket.write('GT\r')
        else if (message.startsWith('GT0')) socket.write('S0000\r')
        else if (message.startsWith('DJ')) {
          received.push(message.slice(2).split(' ')[0] ?? '')
          marks.push(/date=\d{8}(.*)$/.exec(message)?.[1]?.trim() ?? '?')
        }
      }
    })
  })
  const listen = async (port: number) => {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    port,
    received,
    marks,
    comeBack: () => listen(port),
    goAway: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

test('[R7] times go to a scoring program, wait for it while it is away, and are sent again when asked', async ({
  laptop,
}) => {
  const box = await simulated('CLBX30201')
  const program = await startScoringProgram()
  const { page, network } = await laptop('sierra', 'timer')
  await assignBox(page, 'CLBX30201')
  network.cut()
  await openTab(page, 'Scoring')
  await page.getByRole('button', { name: 'Add scoring program' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Port').fill('70000')
  await dialog.getByRole('button', { name: 'Add CrossMgr' }).click()
  await expect(dialog).toContainText('A port is a number from 1 to 65535.')
  await dialog.getByLabel('Computer').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(program.port))
  await dialog.getByLabel('Main and backup, seconds').fill('601')
  await dialog.getByRole('button', { name: 'Add CrossMgr' }).click()
  await expect(dialog).toContainText('Type whole seconds from 0 to 600.')
  await dialog.getByLabel('Main and backup, seconds').fill('3')
  await dialog.getByRole('button', { name: 'Add CrossMgr' }).click()
  const target = page.getByRole('list', { name: 'Scoring programs' }).getByRole('listitem')
  await expect(target).toContainText('Sending')

  await startTiming(page, 'CLBX30201', box.port)
  await expect.poll(() => box.clientCount()).toBeGreaterThan(0)
  box.record({ epc: '58001' })
  await expect.poll(() => program.received).toEqual(['58001'])
  await openTab(page, 'Scoring')
  await expect(target).toContainText('1 sent')

  await program.goAway()
  await expect(target).toContainText(/No connection since \d\d:\d\d – trying/)
  box.record({ epc: '58002' })
  await expect(target).toContainText('1 waiting')
  await program.comeBack()
  await expect.poll(() => program.received.at(-1)).toBe('58002')

  const toggle = page.getByRole('switch', { name: 'Send to CrossMgr' })
  await toggle.click()
  await expect(toggle).not.toBeChecked()
  await expect(target).toContainText('Off')
  await toggle.click()
  await expect(target).toContainText('Sending')
  await expect(target).toContainText('2 sent')
  await target.getByRole('button', { name: 'More for CrossMgr' }).click()
  await page.getByRole('menuitem', { name: 'Change CrossMgr' }).click()
  await expect(dialog.getByLabel('Main and backup, seconds')).toHaveValue('3')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  program.received.length = 0
  await target.getByRole('button', { name: 'More for CrossMgr' }).click()
  await page.getByRole('menuitem', { name: 'Send everything again' }).click()
  await expect(dialog).toContainText('2 times are sent once more.')
  await dialog.getByRole('button', { name: 'Send everything again' }).click()
  await expect.poll(() => program.received).toEqual(['58001', '58002'])

  await target.getByRole('button', { name: 'More for CrossMgr' }).click()
  await page.getByRole('menuitem', { name: 'Remove CrossMgr' }).click()
  await dialog.getByRole('button', { name: 'Remove CrossMgr' }).click()
  await expect(page.getByRole('main')).toContainText('No scoring program yet')
  await program.goAway()
  await box.close()
})

test('[R1] [R7] of main and backup the program gets one read, and what only the backup saw is marked everywhere', async ({
  laptop,
}) => {
  const [main, backup] = [await simulated('CLBX30201'), await simulated('CLBX30202')]
  const program = await startScoringProgram()
  const { page, network } = await laptop('sierra', 'timer')
  await assignBox(page, 'CLBX30201')
  await assignBox(page, 'CLBX30202')
  network.cut()
  await page
    .getByRole('main')
    .getByRole('button', { name: /^More for .*CLBX30202/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Make it backup' }).click()
  await startTiming(page, 'CLBX30201', main.port)
  await startTiming(page, 'CLBX30202', backup.port)
  await expect.poll(() => backup.clientCount()).toBeGreaterThan(0)
  await openTab(page, 'Scoring')
  await page.getByRole('button', { name: 'Add scoring program' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Computer').fill('127.0.0.1')
  await dialog.getByLabel('Port').fill(String(program.port))
  await dialog.getByLabel('Main and backup, seconds').fill('3')
  await dialog.getByRole('button', { name: 'Add CrossMgr' }).click()
  await expect(page.getByRole('list', { name: 'Scoring programs' })).toContainText('Sending')
  await openTab(page, 'Live timing')
  backup.record({ epc: '58001' })
  backup.record({ epc: '58002' })
  main.record({ epc: '58001' })
  const stream = page.getByRole('grid', { name: 'Passings' })
  const row = (chip: string) => stream.getByRole('row').filter({ hasText: chip })
  await expect(row('58001')).toHaveCount(2)
  await expect(row('58001').filter({ hasText: 'backup' })).toHaveCount(1)
  await expect.poll(() => program.received).toEqual(['58001', '58002'])
  expect(program.marks).toEqual(['', 'backup'])
  await expect(row('58002')).toContainText('backup only', { timeout: 30_000 })
  await expect(row('58001').filter({ hasText: 'backup only' })).toHaveCount(0)
  await program.goAway()
  await main.close()
  await backup.close()
})

test('[R6] an API key is shown once, works, stays out of the address and the storage, and is revoked', async ({
  laptop,
  cloud,
}) => {
  const { page, network, output } = await laptop('sierra', 'admin')
  await goTo(page, 'Settings')
  await page
    .getByRole('main')
    .getByRole('link', { name: /^API keys/ })
    .click()
  await expect(page.getByRole('main')).toContainText('No API keys yet')
  await page.getByRole('button', { name: 'Create key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Results page')
  await dialog.getByRole('radio', { name: /^Read Boxes/ }).check()
  await dialog.getByRole('button', { name: 'Create the key Results page' }).click()
  const key = (await dialog.getByTestId('made-key').textContent()) ?? ''
  expect(key.length).toBeGreaterThan(20)
  const devices = async () => (await fetch(`${cloud.url}/v0/devices`, { headers: { 'x-api-key': key } })).status
  expect(await devices()).toBe(200)

  // Closing asks, as the key can't be shown again.
  await page.keyboard.press('Escape')
  await expect(dialog).toContainText('Have you stored the key?')
  await dialog.getByRole('button', { name: 'Show the key again' }).click()
  await expect(dialog.getByTestId('made-key')).toHaveText(key)
  await dialog.getByRole('button', { name: 'I have stored it' }).click()
  await expect(page.getByRole('button', { name: 'Create key' })).toBeFocused()
  await expect(rowOf(page, 'Results page')).toContainText('the organisation')
  expect(await page.content()).not.toContain(key)
  expect(page.url()).not.toContain(key)
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(key)
  expect(output()).not.toContain(key)

  network.cut()
  await rowOf(page, 'Results page').click()
  await page.getByRole('button', { name: 'Revoke Results page' }).click()
  await dialog.getByRole('button', { name: 'Revoke Results page' }).click()
  await expect(dialog).toContainText('There is no internet now: the key still works.')
  network.mend()
  await expect(page.getByRole('banner')).toContainText('Online')
  await dialog.getByRole('button', { name: 'Revoke Results page' }).click()
  await expect(page.getByRole('main')).toContainText('No API keys yet')
  expect(await devices()).toBe(401)
})

test('[R6] who may not manage members sees no keys, and without internet it is said why there are none', async ({
  laptop,
}) => {
  const timer = await laptop('sierra', 'timer')
  await goTo(timer.page, 'Settings')
  await timer.page
    .getByRole('main')
    .getByRole('link', { name: /^API keys/ })
    .click()
  await expect(timer.page.getByRole('main')).toContainText('Your role doesn’t allow to see API keys')
  const admin = await laptop('costa', 'admin')
  admin.network.cut()
  await goTo(admin.page, 'Settings')
  await admin.page
    .getByRole('main')
    .getByRole('link', { name: /^API keys/ })
    .click()
  await expect(admin.page.getByRole('main')).toContainText('API keys need the internet')
  admin.network.mend()
  await expect(admin.page.getByRole('main')).toContainText('No API keys yet')
})
