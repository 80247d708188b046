import { expect, test } from 'vitest'
import type { Computer } from '../../../tools/chromium.ts'
import { findZbar } from '../../../tools/zbar.ts'

function computerWith(files: readonly string[], more: Partial<Computer> = {}): Computer {
  return {
    platform: 'linux',
    isRoot: true,
    env: { PATH: '/opt/bin:/usr/bin' },
    home: '/root',
    exists: (path) => files.includes(path),
    list: () => [],
    run: () => true,
    ...more,
  }
}

test('takes an installed one, along the path', () => {
  expect(findZbar(computerWith(['/opt/bin/zbarimg', '/usr/bin/zbarimg']))).toBe('/opt/bin/zbarimg')
})

test('installs Debian’s as root, where there is none', () => {
  const files = ['/usr/bin/apt-get']
  const calls: string[] = []
  const run = (_program: string, args: readonly string[]) => {
    calls.push(args.join(' '))
    if (args.includes('zbar-tools')) files.push('/usr/bin/zbarimg')
    return true
  }
  expect(findZbar(computerWith([], { exists: (path) => files.includes(path), run }))).toBe('/usr/bin/zbarimg')
  expect(calls.some((call) => call.includes('install'))).toBe(true)
})

test('says what to do where it can not be installed', () => {
  expect(() => findZbar(computerWith([], { isRoot: false }))).toThrow('apt-get install zbar-tools')
})
