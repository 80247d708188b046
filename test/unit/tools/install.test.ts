import { describe, expect, test } from 'vitest'
import { isOutOfDate } from '../../../tools/install.mjs'

describe('node_modules is out of date', () => {
  const wanted = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/a-for-another-platform': { version: '1.0.0', integrity: 'sha512-b', optional: true },
    },
  }
  const installed = (packages: Readonly<Record<string, { version: string; integrity: string }>>) => ({ packages })

  test('not when it holds what the lock file names, with or without the optional', () => {
    expect(isOutOfDate(wanted, installed({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } }))).toBe(
      false,
    )
  })

  test.each([
    ['when a package is missing', {}],
    ['when a version differs', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
    ['when the content differs', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } }],
    [
      'when an optional one is there in another version',
      {
        'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
        'node_modules/a-for-another-platform': { version: '0.9.0', integrity: 'sha512-b' },
      },
    ],
  ])('%s', (_what, packages) => {
    expect(isOutOfDate(wanted, installed(packages))).toBe(true)
  })
})
