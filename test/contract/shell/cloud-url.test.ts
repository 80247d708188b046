import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseCloud, cloudUrlSchema, isSameCloud, readTypedCloud } from '../../../electron/shell/cloud-url.ts'
import { readPackagedCloud } from '../../../electron/shell/packaged-cloud.ts'
import { testFolder } from '../../support/test-folder.ts'

const NONE = { argument: undefined, environment: undefined, kept: undefined, packaged: undefined }
const isGood = (url: string) => cloudUrlSchema.safeParse(url).success

describe('the cloud’s address', () => {
  it.each([
    'https://cloud.example',
    'https://cloud.example:8443/timing/',
    'http://127.0.0.1:4000',
    'http://127.9.9.9',
    'http://localhost:4000',
    'http://[::1]:4000/',
  ])('may be %s', (url) => {
    expect(isGood(url)).toBe(true)
  })

  it.each([
    'http://cloud.example',
    'http://192.168.1.10:4000',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://127.0.0.1@evil.example',
    'https://user:password@cloud.example',
    'https://cloud.example/?token=1',
    'https://cloud.example/#part',
    'ftp://cloud.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'cloud.example',
    '',
    `https://cloud.example/${'x'.repeat(500)}`,
  ])('may not be %s', (url) => {
    expect(isGood(url)).toBe(false)
  })

  it('is never one of the web without encryption', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['http'] }), (url) => {
        expect(isGood(url)).toBe(false)
      }),
    )
  })
})

describe('what a person types as the cloud’s address', () => {
  it.each([
    ['cloud.example', 'https://cloud.example'],
    ['  cloud.example:8443/timing  ', 'https://cloud.example:8443/timing'],
    ['HTTPS://cloud.example', 'HTTPS://cloud.example'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ])('%s is %s', (typed, url) => {
    expect(readTypedCloud(typed)).toBe(url)
  })

  it.each(['', '   ', 'http://cloud.example', 'user:password@cloud.example', 'my cloud', 'cloud.example/?key=1'])(
    '%j is none',
    (typed) => {
      expect(readTypedCloud(typed)).toBeUndefined()
    },
  )

  it('is never taken where it could not be given otherwise', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (typed) => {
        const url = readTypedCloud(typed)
        expect(url === undefined || isGood(url)).toBe(true)
      }),
    )
  })

  it('is the same cloud, however it is written', () => {
    expect(isSameCloud('https://cloud.example', 'https://CLOUD.example:443/')).toBe(true)
    expect(isSameCloud('https://cloud.example', 'https://cloud.example/other')).toBe(false)
  })
})

describe('where the cloud is', () => {
  it.each([
    ['argument', { argument: 'https://a', environment: 'https://b', kept: 'https://c', packaged: 'https://d' }, 'a'],
    ['environment', { environment: 'https://b', kept: 'https://c', packaged: 'https://d' }, 'b'],
    ['what was kept', { kept: 'https://c', packaged: 'https://d' }, 'c'],
    ['the package', { packaged: 'https://d' }, 'd'],
  ])('says first the %s', (_what, sources, expected) => {
    expect(chooseCloud({ ...NONE, ...sources })).toEqual({ url: `https://${expected}` })
  })

  it('is not guessed from the next one when the first is wrong', () => {
    const wrong = { ...NONE, argument: 'http://cloud.example', kept: 'https://c' }
    expect(chooseCloud(wrong)).toEqual({ wrong: 'argument' })
    expect(chooseCloud({ ...NONE, environment: 'x', kept: 'https://c' })).toEqual({ wrong: 'environment' })
    expect(chooseCloud({ ...NONE, packaged: 'x' })).toEqual({ wrong: 'packaged' })
  })

  it('is asked for where nobody says', () => {
    expect(chooseCloud(NONE)).toEqual({ url: undefined })
  })
})

describe('the address that was packed', () => {
  function appWith(text: string): string {
    const folder = join(testFolder(), 'app')
    mkdirSync(folder)
    writeFileSync(join(folder, 'package.json'), text)
    return folder
  }

  it('stands in package.json', () => {
    const text = JSON.stringify({ name: 'trackside', trackside: { cloudUrl: 'https://cloud.example' } })
    expect(readPackagedCloud(appWith(text))).toBe('https://cloud.example')
  })

  it.each(['{}', '{"trackside":{}}', '{"trackside":{"cloudUrl":7}}', 'no JSON'])('is not there in %s', (text) => {
    expect(readPackagedCloud(appWith(text))).toBeUndefined()
  })

  it('is not there without a package.json', () => {
    expect(readPackagedCloud(testFolder())).toBeUndefined()
  })
})
