// Draws build/icon.svg in every size that an installer wants, into build/icons: `npm run icons`. Needed only
// when the drawing changes; the files are kept in the repository, as a browser draws them.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium, thisComputer } from './chromium.ts'
import { type Png, readPng, writeIcns, writeIco } from './packaging/icon-files.ts'

const BUILD = join(import.meta.dirname, '..', 'build')
const SIZES_PX = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

async function drawAll(svg: string): Promise<readonly Png[]> {
  const browser = await chromium.launch({ executablePath: findChromium(thisComputer()) })
  try {
    const page = await browser.newPage()
    const pngs: Png[] = []
    for (const sizePx of SIZES_PX) {
      await page.setViewportSize({ width: sizePx, height: sizePx })
      await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${sizePx}px }</style>${svg}`)
      pngs.push(readPng(await page.screenshot({ omitBackground: true })))
    }
    return pngs
  } finally {
    await browser.close()
  }
}

const folder = join(BUILD, 'icons')
const pngs = await drawAll(readFileSync(join(BUILD, 'icon.svg'), 'utf8'))
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const { sizePx, content } of pngs) writeFileSync(join(folder, `${sizePx}x${sizePx}.png`), content)
writeFileSync(join(folder, 'icon.ico'), writeIco(pngs.filter(({ sizePx }) => sizePx <= 256)))
writeFileSync(join(folder, 'icon.icns'), writeIcns(pngs))
