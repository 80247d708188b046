import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator } from '@playwright/test'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'
import { expect, goTo, test } from '../support/e2e.ts'
import type { GrayPicture } from '../support/gray-picture.ts'
import { FAKE_CAMERA, holdBeforeCamera, holdNothingBeforeCamera } from '../support/scanning.ts'

const executablePath = process.env['TRACKSIDE_CHROMIUM'] ?? ''
test.use({ launchOptions: { executablePath, args: FAKE_CAMERA } })

prepareZXingModule({
  overrides: { wasmBinary: readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm'))) },
})

/** A box's label as large as a camera sees it. */
async function label(format: 'QRCode' | 'Code128', text: string): Promise<GrayPicture> {
  const { symbol } = await writeBarcode(text, { format })
  const [size, quiet, lines] = [6, 10, format === 'Code128' ? 30 : symbol.height]
  const [width, height] = [(symbol.width + 2 * quiet) * size, (lines + 2 * quiet) * size]
  const luma = new Uint8Array(width * height).fill(255)
  for (let point = 0; point < luma.length; point += 1) {
    const [x, y] = [Math.floor((point % width) / size) - quiet, Math.floor(point / width / size) - quiet]
    if (x < 0 || x >= symbol.width || y < 0 || y >= lines) continue
    luma[point] = symbol.data[Math.min(y, symbol.height - 1) * symbol.width + x] ?? 255
  }
  return { width, height, luma }
}

async function topOf(part: Locator): Promise<number> {
  return (await part.boundingBox())?.y ?? Number.NaN
}

async function bottomOf(part: Locator): Promise<number> {
  const { y, height } = (await part.boundingBox()) ?? { y: Number.NaN, height: 0 }
  return y + height
}

test('[R1] the camera reads a box’s label, QR code or barcode, and assigns the box at once', async ({ laptop }) => {
  const { page, network } = await laptop('sierra', 'timer')
  network.cut()
  await goTo(page, 'Events')
  await page.getByRole('main').getByRole('row').nth(1).click()
  await page.getByRole('button', { name: 'Add boxes to KM 5, Trail 21K' }).click()
  const panel = page.getByRole('complementary')
  const lines = panel.getByRole('region', { name: 'Scanned' })
  await page.setViewportSize({ width: 1280, height: 720 })
  await panel.getByRole('button', { name: 'Scan with the camera' }).click()
  const [camera, act] = [panel.locator('.camera-picture'), panel.getByRole('button', { name: 'Assign boxes' })]
  await expect(camera).toBeInViewport({ ratio: 1 })
  expect(await bottomOf(camera), 'not under the button').toBeLessThanOrEqual(await topOf(act))
  await panel.getByRole('button', { name: 'Close the camera' }).click()
  for (const [format, serial, text] of [
    ['QRCode', 'CLBX30201', 'https://label.example/box/CLBX30201'],
    ['Code128', 'CLBX30202', 'CLBX30202'],
  ] as const) {
    holdBeforeCamera(await label(format, text))
    await panel.getByRole('button', { name: 'Scan with the camera' }).click()
    await expect(lines.getByRole('listitem').first()).toContainText(serial)
    await expect(lines.getByRole('listitem').first()).toContainText('KM 5, main')
    await panel.getByRole('button', { name: 'Close the camera' }).click()
  }
  // Held on before it, a label is one scan.
  await expect(lines.getByRole('listitem')).toHaveCount(2)
  await expect(page.getByRole('region', { name: 'Trail 21K' })).toContainText('CLBX30202')
  holdNothingBeforeCamera()
})
