import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { readDistOptions } from '../../../../tools/dist.ts'

it('makes installers with release fuses and without a feed, if nothing else is said', () => {
  expect(readDistOptions(['--out=made'], {})).toEqual({
    dir: false,
    fuses: 'release',
    version: undefined,
    outDir: resolve('made'),
    signed: false,
    cloudUrl: undefined,
    updateUrl: undefined,
    standIn: false,
  })
})

it('takes the folder alone, test fuses, a version, a cloud, a feed and the stand-in', () => {
  const env = { TRACKSIDE_UPDATE_URL: 'https://updates.example/trackside', TRACKSIDE_STAND_IN: '1' }
  expect(
    readDistOptions(
      ['--dir', '--fuses=test', '--version=1.2.3-beta.1', '--signed', '--cloud=https://cloud.example'],
      env,
    ),
  ).toMatchObject({
    dir: true,
    fuses: 'test',
    version: '1.2.3-beta.1',
    signed: true,
    cloudUrl: 'https://cloud.example',
    updateUrl: 'https://updates.example/trackside',
    standIn: true,
  })
  expect(readDistOptions(['--help'], {})).toBe('help')
})

it('says what is wrong with an option', () => {
  expect(() => readDistOptions(['--fuses=none'], {})).toThrow('--fuses is release or test')
  expect(() => readDistOptions(['--version=one'], {})).toThrow('--version takes a version')
  expect(() => readDistOptions(['--cloud=http://cloud.example'], {})).toThrow('--cloud takes a cloud’s address: https')
  expect(() => readDistOptions(['--wrong'], {})).toThrow("Unknown option '--wrong'")
})

it('makes no installer of the stand-in', () => {
  expect(() => readDistOptions([], { TRACKSIDE_STAND_IN: '1' })).toThrow('only --dir can be made')
})

it.each([
  'http://updates.example/trackside',
  'ftp://updates.example',
  'https://user:secret@updates.example',
  'https://updates.example/?token=secret',
  'updates.example',
])('takes no feed that is open to others or has a secret in it: %s', (url) => {
  expect(() => readDistOptions([], { TRACKSIDE_UPDATE_URL: url })).toThrow('takes an https address without user')
})

it('takes a feed on this computer, for tests', () => {
  expect(readDistOptions([], { TRACKSIDE_UPDATE_URL: 'http://127.0.0.1:8080' })).toMatchObject({
    updateUrl: 'http://127.0.0.1:8080',
  })
})
