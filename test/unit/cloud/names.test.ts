import { describe, expect, it } from 'vitest'
import { normaliseName } from '../../../cloud/names.ts'

describe('[O8] names that could be taken for each other', () => {
  it.each([
    ['Sierra Timing', 'sierra  timing'],
    ['Sierra Timing', 'SierraTiming'],
    ['Sierra Timing', 'Sierra–Timing'],
    ['Sierra Timing', 'S1erra Timing'],
    ['Sierra Timing', '5ierra Timing'],
    ['Sierra Timing', 'Slerra Timing'],
    ['Sierra Timing', 'Ѕіеrrа Тіmіng'],
    ['COSTA', 'СОЅТА'],
    ['Kronos', 'Κronos'],
    ['NIKH', 'ΝΙΚΗ'],
    ['Modern', 'Modem'],
    ['Wave', 'VVave'],
    ['Zero', 'Zer0'],
    ['Peña', 'Pena'],
    ['Straße', 'STRAßE'],
    ['Go Time', 'Go\u00adTime'],
    ['Go Time', 'Go\u00a0Time'],
  ])('[O8] %s and %s are one', (a, b) => {
    expect(normaliseName(b)).toBe(normaliseName(a))
  })

  it.each([
    ['Sierra Timing', 'Sierra Timers'],
    ['Costa Events', 'Costa Event'],
    ['Valle', 'Vale'],
    ['計時', '計測'],
    ['A & B', 'A + B'],
  ])('[O8] %s and %s are two', (a, b) => {
    expect(normaliseName(b)).not.toBe(normaliseName(a))
  })

  it('[O8] normalising twice changes nothing more', () => {
    for (const name of ['Sierra Timing', 'Ѕіеrrа 100', 'VVEB', 'Ünïcode ΝΙΚΗ']) {
      expect(normaliseName(normaliseName(name))).toBe(normaliseName(name))
    }
  })
})
