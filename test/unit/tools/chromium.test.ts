import { describe, expect, test } from 'vitest'
import { type Computer, findChromium } from '../../../tools/chromium.ts'

/** A computer on which only these files exist and every program runs. */
function computerWith(files: readonly string[], more: Partial<Computer> = {}): Computer {
  return {
    platform: 'linux',
    isRoot: false,
    env: { PATH: '/opt/bin:/usr/bin' },
    home: '/home/ada',
    exists: (path) => files.includes(path),
    list: (folder) => [
      ...new Set(
        files
          .filter((file) => file.startsWith(`${folder}/`))
          .map((file) => file.slice(folder.length + 1).split('/')[0] ?? ''),
      ),
    ],
    run: () => true,
    ...more,
  }
}

const PLAYWRIGHTS = '/home/ada/.cache/ms-playwright'

describe('finding Chromium', () => {
  test('takes the one that is asked for', () => {
    const env = { TRACKSIDE_CHROMIUM: '/mine/chrome', PATH: '/usr/bin' }
    expect(findChromium(computerWith(['/mine/chrome', '/usr/bin/chromium'], { env }))).toBe('/mine/chrome')
  })

  test('refuses one that is asked for and not there, rather than take another', () => {
    const env = { TRACKSIDE_CHROMIUM: '/mine/chrome', PATH: '/usr/bin' }
    expect(() => findChromium(computerWith(['/usr/bin/chromium'], { env }))).toThrow('/mine/chrome')
  })

  test('takes an installed one before Playwright’s', () => {
    const files = [`${PLAYWRIGHTS}/chromium-1200/chrome-linux64/chrome`, '/usr/bin/google-chrome']
    expect(findChromium(computerWith(files))).toBe('/usr/bin/google-chrome')
  })

  test('looks along the path', () => {
    expect(findChromium(computerWith(['/opt/bin/chromium']))).toBe('/opt/bin/chromium')
  })

  test('passes over one that does not start', () => {
    const files = ['/usr/bin/chromium-browser', '/usr/bin/google-chrome']
    const run = (program: string) => program !== '/usr/bin/chromium-browser'
    expect(findChromium(computerWith(files, { run }))).toBe('/usr/bin/google-chrome')
  })

  test('takes Playwright’s newest, a whole browser before one without a window', () => {
    const whole = [999, 1200, 1100].map((revision) => `${PLAYWRIGHTS}/chromium-${revision}/chrome-linux64/chrome`)
    const shell = `${PLAYWRIGHTS}/chromium_headless_shell-1300/chrome-linux/headless_shell`
    expect(findChromium(computerWith([...whole, shell]))).toBe(`${PLAYWRIGHTS}/chromium-1200/chrome-linux64/chrome`)
    expect(findChromium(computerWith([shell]))).toBe(shell)
  })

  test('looks where Playwright was told to put its browsers', () => {
    const env = { PLAYWRIGHT_BROWSERS_PATH: '/browsers' }
    const file = '/browsers/chromium-1200/chrome-linux64/chrome'
    expect(findChromium(computerWith([file], { env }))).toBe(file)
  })
})

describe('installing Chromium', () => {
  /** A computer with apt-get, which puts Chromium where Debian does. */
  function debian(more: Partial<Computer> = {}): { readonly computer: Computer; readonly calls: readonly string[] } {
    const calls: string[] = []
    const files = ['/usr/bin/apt-get']
    const run = (program: string, args: readonly string[]) => {
      if (program !== '/usr/bin/apt-get') return true
      calls.push(args.includes('install') ? 'install' : 'update')
      if (args.includes('install')) files.push('/usr/bin/chromium')
      return true
    }
    const exists = (path: string) => files.includes(path)
    return { computer: { ...computerWith([]), isRoot: true, exists, run, ...more }, calls }
  }

  test('happens as root, where nothing else is there', () => {
    const { computer, calls } = debian()
    expect(findChromium(computer)).toBe('/usr/bin/chromium')
    expect(calls).toEqual(['update', 'install'])
  })

  test.each([
    ['for somebody else', { isRoot: false }],
    ['elsewhere than on Linux', { platform: 'darwin' }],
  ] as const)('does not happen %s: says what to do', (_who, more) => {
    const { computer, calls } = debian(more)
    expect(() => findChromium(computer)).toThrow('apt-get install chromium')
    expect(calls).toEqual([])
  })

  test('does not happen without apt-get', () => {
    expect(() => findChromium(computerWith([], { isRoot: true }))).toThrow('TRACKSIDE_CHROMIUM=')
  })
})
