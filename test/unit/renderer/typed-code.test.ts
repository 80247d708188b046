import { expect, test } from 'vitest'
import { readTypedCode } from '../../../renderer/devices/typed-code.ts'

const TOKEN = '7K3M9QXW2HDT4FBF'
const loanCode = (token: string) => ({ kind: 'token', token })

test('[L3] reads a whole code however it is written', () => {
  for (const typed of [TOKEN, '7k3m-9qxw 2hdt–4fbf', ' 7K3M 9QXW 2HDT 4FBF ']) {
    expect(readTypedCode(typed, 'token')).toEqual({ kind: 'good', length: 16, code: loanCode(TOKEN) })
  }
  expect(readTypedCode('OOOO-oooo-0000-0oIY', 'token')).toMatchObject({ code: loanCode('000000000000001Y') })
})

test('[L3] catches a mistyped code on the spot', () => {
  expect(readTypedCode('7K3M9QXW2HDT4FBG', 'token')).toEqual({ kind: 'mistyped', length: 16 })
  expect(readTypedCode('K73M9QXW2HDT4FBF', 'token').kind).toBe('mistyped')
  expect(readTypedCode('P7K3M9QXW2HDT4FBG', 'sharing-code')).toEqual({ kind: 'mistyped', length: 17 })
})

test('[L3] says which character is in no code, while it is typed', () => {
  expect(readTypedCode('7K3U', 'token')).toEqual({ kind: 'stranger', length: 4, character: 'U' })
  expect(readTypedCode('7K3M!', 'token')).toMatchObject({ kind: 'stranger', character: '!' })
})

test('counts what was typed so far without spaces and dashes', () => {
  expect(readTypedCode('', 'token')).toEqual({ kind: 'short', length: 0 })
  expect(readTypedCode('7K3M 9', 'token')).toEqual({ kind: 'short', length: 5 })
  expect(readTypedCode('7K3M9QXW2HDT4FBFF', 'token')).toEqual({ kind: 'long', length: 17 })
  expect(readTypedCode('P 7K3M 9QXW 2HDT 4FB', 'sharing-code')).toEqual({ kind: 'short', length: 16 })
})

test('[G5] recognises a code of another kind in any field', () => {
  const kindIn = (typed: string, wanted: Parameters<typeof readTypedCode>[1]) => {
    const reading = readTypedCode(typed, wanted)
    return reading.kind === 'good' ? reading.code.kind : reading.kind
  }
  for (const wanted of ['token', 'sharing-code', 'invitation'] as const) {
    expect(kindIn(TOKEN, wanted)).toBe('token')
    expect(kindIn(`p ${TOKEN}`, wanted)).toBe('sharing-code')
    expect(kindIn(`J-${TOKEN}`, wanted)).toBe('invitation')
  }
})

test('[G5] waits for the last character of a partner code whose beginning happens to be a loan code', () => {
  const loanCodeWithP = 'P00000000000000K'
  expect(readTypedCode(loanCodeWithP, 'token').kind).toBe('good')
  expect(readTypedCode(loanCodeWithP, 'sharing-code')).toEqual({ kind: 'short', length: 16 })
})
