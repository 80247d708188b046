import { expect, test } from 'vitest'
import { laps, massStart } from '../../../tools/box-simulator/passing-generator.ts'
import { createSeededRandom } from '../../../tools/box-simulator/seeded-random.ts'

function field(seed: number) {
  return { chipCount: 100, ratePerSecond: 20, startAtMs: 1_000_000, random: createSeededRandom(seed) }
}

test('a mass start brings every chip once, at the rate asked for, in order of time', () => {
  const passings = massStart(field(1))
  expect(new Set(passings.map(({ epc }) => epc)).size).toBe(100)
  expect(passings.every(({ epc, tagStr }) => /^[0-9A-F]{24}$/.test(epc) && /^\d{6}$/.test(tagStr))).toBe(true)
  const times = passings.map(({ atMs }) => atMs)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  for (let second = 0; second < 5; second += 1) {
    const from = 1_000_000 + second * 1000
    expect(times.filter((atMs) => atMs >= from && atMs < from + 1000)).toHaveLength(20)
  }
})

test('the same seed gives the same mass start, another seed another one', () => {
  expect(massStart(field(5))).toEqual(massStart(field(5)))
  expect(massStart(field(6))).not.toEqual(massStart(field(5)))
})

test('laps bring the field again, each after the one before', () => {
  const generator = laps(field(1))
  const passings = Array.from({ length: 250 }, () => generator.next().value)
  const times = passings.map(({ atMs }) => atMs)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  const lapOf = (number: number) => passings.slice((number - 1) * 100, number * 100).map(({ epc }) => epc)
  expect(new Set(lapOf(2))).toEqual(new Set(lapOf(1)))
  expect(lapOf(2)).not.toEqual(lapOf(1))
})
