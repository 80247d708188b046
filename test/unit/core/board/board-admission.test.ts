import { expect, test } from 'vitest'
import { codeAdmission, linkAdmission, newBoardCode } from '../../../../electron/core/board/board-admission.ts'
import { CROCKFORD } from '../../../../shared/crockford.ts'

const CODE = '01AB-CDEF'
const HERE = '192.168.1.7'

function aClock() {
  const clock = { ms: 1_000_000 }
  return { clock, nowMs: () => clock.ms }
}

test('a key opens once, and not after ten minutes', () => {
  const { clock, nowMs } = aClock()
  const admission = linkAdmission(nowMs)
  const [first, second] = [admission.newKey(), admission.newKey()]
  const admitted = admission.admit(first, HERE)
  expect(admitted).toMatchObject({ status: 'admitted' })
  expect(admission.admit(first, HERE)).toEqual({ status: 'wrong' })
  expect(admission.admits(admitted.status === 'admitted' ? admitted.cookie : '')).toBe(true)
  expect(admission.admits(first)).toBe(false)
  expect(admission.admits(undefined)).toBe(false)
  expect(admission.admits('')).toBe(false)
  clock.ms += 600_000
  expect(admission.admit(second, HERE)).toEqual({ status: 'wrong' })
})

test('a code is read as people type it', () => {
  const admission = codeAdmission('01ABCDEF', aClock().nowMs)
  for (const typed of ['01abcdef', CODE, ' o i a b c d e f ', 'OLAB CDEF']) {
    expect(admission.admit(typed, HERE).status).toBe('admitted')
  }
  for (const typed of ['', '01ABCDE', '01ABCDEFG', 'U1ABCDEF', '01ABCDE*']) {
    expect(admission.admit(typed, HERE).status).toBe('wrong')
  }
})

test('codes are eight characters of Crockford’s, another one each time', () => {
  const codes = Array.from({ length: 100 }, newBoardCode)
  expect(new Set(codes).size).toBe(100)
  for (const code of codes) expect([...code].filter((character) => CROCKFORD.includes(character))).toHaveLength(8)
})

test('ten wrong codes a minute from one address, and then not even the right one; others may', () => {
  const { clock, nowMs } = aClock()
  const admission = codeAdmission('01ABCDEF', nowMs)
  for (let tries = 0; tries < 10; tries += 1) {
    expect(admission.admit('00000000', HERE)).toEqual({ status: 'wrong' })
    clock.ms += 1000
  }
  expect(admission.admit(CODE, HERE)).toEqual({ status: 'wait', seconds: 50 })
  expect(admission.admit(CODE, '192.168.1.8').status).toBe('admitted')
  clock.ms += 50_000
  expect(admission.admit(CODE, HERE).status).toBe('admitted')
})

test('a hundred wrong codes a minute in all, from however many addresses', () => {
  const { clock, nowMs } = aClock()
  const admission = codeAdmission('01ABCDEF', nowMs)
  for (let tries = 0; tries < 100; tries += 1) {
    expect(admission.admit('00000000', `10.0.0.${tries}`)).toEqual({ status: 'wrong' })
  }
  expect(admission.admit(CODE, HERE)).toEqual({ status: 'wait', seconds: 60 })
  clock.ms += 60_000
  expect(admission.admit(CODE, HERE).status).toBe('admitted')
})
