import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expectNoViolationsInAnyTheme, holdStill, wear } from '../support/accessible.ts'
import { checkpoint, DAMAGES } from '../support/damage.ts'
import { expect, lendBox, rowOf, test } from '../support/e2e.ts'
import { lostWhenEnlarged } from '../support/page-sizes.ts'

/** The store of the one member of the laptop. */
function storeIn(dataDir: string): string {
  const [file] = readdirSync(join(dataDir, 'members')).filter((name) => name.endsWith('.db'))
  if (file === undefined) throw new Error('no store')
  return join(dataDir, 'members', file)
}

test('[F5] after its file was damaged the window says what was rescued, where the rest is and what now, until it was read', async ({
  laptop,
}, info) => {
  const one = await laptop('sierra', 'admin')
  const { page } = one
  one.network.cut()
  await expect(page.getByRole('banner')).toContainText('No internet')
  await lendBox(page, 'CLBX30203')
  await one.restart('SIGTERM', (dataDir) => {
    checkpoint(storeIn(dataDir))
    DAMAGES['its first page is zeroed'](storeIn(dataDir))
  })
  const notice = page.locator('.problem-rescue')
  await expect(notice).toContainText('damaged')
  await expect(notice).toContainText('1 change that waits to be sent was rescued.')
  await expect(notice).toContainText('.db')
  await holdStill(page)
  for (const width of [1280, 400]) {
    await page.setViewportSize({ width, height: 800 })
    for (const theme of ['light', 'dark', 'sunlight'] as const) {
      await wear(page, theme)
      expect.soft(await lostWhenEnlarged(page), `${theme}, ${width} px`).toEqual([])
      await page.screenshot({ path: info.outputPath(`rescue-${theme}-${width}.png`) })
    }
    await expectNoViolationsInAnyTheme(page, `rescued, ${width} px`)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  await one.restart()
  await expect(notice).toContainText('damaged')
  await notice.getByRole('button', { name: 'Dismiss' }).click()
  await expect(notice).toHaveCount(0)
  await one.restart()
  await expect(page.getByRole('banner')).toContainText('No internet')
  await expect(notice).toHaveCount(0)

  // Nothing that was rescued is lost.
  one.network.mend()
  await expect(page.getByRole('banner')).toContainText('Online')
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: /^Devices/ })
    .click()
  await expect(rowOf(page, 'CLBX30203')).toContainText('Reserved for sharing')
  await expect(rowOf(page, 'CLBX30203')).not.toContainText('not confirmed')
})
