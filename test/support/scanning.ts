import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { thisComputer } from '../../tools/chromium.ts'
import { findZbar } from '../../tools/zbar.ts'
import { framed, type GrayPicture, readPng, writePgm, writeY4m } from './gray-picture.ts'

const folder = mkdtempSync(join(tmpdir(), 'trackside-scan-'))
/** What the camera of every window plays: opened anew, it plays what is in the file then. */
const FILM = join(folder, 'camera.y4m')
const FILM_SIZE = [1280, 720] as const

/** For `launchOptions.args`: a camera that plays a file, and that nobody has to allow. */
export const FAKE_CAMERA = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${FILM}`,
]

/** Holds the picture before the camera. */
export function holdBeforeCamera(picture: GrayPicture): void {
  writeFileSync(FILM, writeY4m(framed(picture, ...FILM_SIZE)))
}

/** An empty room. */
export function holdNothingBeforeCamera(): void {
  holdBeforeCamera({ width: 2, height: 2, luma: new Uint8Array(4) })
}

/** The QR code as it is on the screen. */
export async function pictureOf(qrCode: Locator): Promise<GrayPicture> {
  return readPng(await qrCode.screenshot())
}

/** What a reader that shares nothing with ours finds in it. */
export function readByZbar(picture: GrayPicture): string {
  const file = join(folder, 'shown.pgm')
  writeFileSync(file, writePgm(picture))
  const { stdout } = spawnSync(findZbar(thisComputer()), ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file])
  return String(stdout).trim()
}

/** The text of what is shown, by *Save as file*. */
export async function savedText(page: Page): Promise<{ readonly name: string; readonly text: string }> {
  const saving = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: 'Save as file' }).click()
  const download = await saving
  const stream = await download.createReadStream()
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return { name: download.suggestedFilename(), text: Buffer.concat(parts).toString('utf8') }
}
