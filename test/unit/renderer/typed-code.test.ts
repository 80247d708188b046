import { expect, test } from 'vitest'
import { readTypedCode } from '../../../renderer/devices/typed-code.ts'

test('[L3] reads a whole code however it is written', () => {
  for (const typed of ['7K3M9QXW2HDT4FBF', '7k3m-9qxw 2hdt–4fbf', ' 7K3M 9QXW 2HDT 4FBF ']) {
    expect(readTypedCode(typed)).toEqual({ kind: 'good', length: 16, token: '7K3M9QXW2HDT4FBF' })
  }
  expect(readTypedCode('OOOO-oooo-0000-0oIY')).toMatchObject({ kind: 'good', token: '000000000000001Y' })
})

test('[L3] catches a mistyped code on the spot', () => {
  expect(readTypedCode('7K3M9QXW2HDT4FBG')).toEqual({ kind: 'mistyped', length: 16 })
  expect(readTypedCode('K73M9QXW2HDT4FBF').kind).toBe('mistyped')
})

test('[L3] says which character is in no code, while it is typed', () => {
  expect(readTypedCode('7K3U')).toEqual({ kind: 'stranger', length: 4, character: 'U' })
  expect(readTypedCode('7K3M!')).toMatchObject({ kind: 'stranger', character: '!' })
})

test('counts what was typed so far without spaces and dashes', () => {
  expect(readTypedCode('')).toEqual({ kind: 'short', length: 0 })
  expect(readTypedCode('7K3M 9')).toEqual({ kind: 'short', length: 5 })
  expect(readTypedCode('7K3M9QXW2HDT4FBFF')).toEqual({ kind: 'long', length: 17 })
})
