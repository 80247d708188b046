import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCode, invitationHashInput, newInvitationCode, newSharingCode, readCode } from '../../../shared/codes.ts'

const bytes = fc.uint8Array({ minLength: 15, maxLength: 15 })

describe('codes of all kinds', () => {
  it('[G4] [O6] [L3] any field tells what it was given, however it was typed', () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom(' ', '-', ' – ', ''), fc.boolean(), (random, gap, small) => {
        const typed = (text: string) => (small ? [...text].join(gap).toLowerCase() : [...text].join(gap))
        const sharing = newSharingCode(random)
        const invitation = newInvitationCode(random)
        expect(readCode(typed(sharing))).toEqual({ kind: 'sharing-code', code: sharing })
        expect(readCode(typed(invitation))).toEqual({ kind: 'invitation', code: invitation })
        expect(readCode(typed(sharing.slice(1)))).toEqual({ kind: 'token', token: sharing.slice(1) })
        expect(readCode(formatCode(sharing))).toEqual({ kind: 'sharing-code', code: sharing })
        expect(formatCode(invitation)).toMatch(/^J( [0-9A-Z]{4}){4}$/)
      }),
    )
  })

  it('[G4] [O6] one wrong character is caught, and what is no code is none', () => {
    const code = newSharingCode(randomBytes(15))
    const other = code.at(-1) === '0' ? '1' : '0'
    for (const text of [
      code.slice(0, -1) + other,
      `K${code.slice(1)}`,
      `PP${code.slice(1)}`,
      'P',
      '',
      ' ',
      `${code}0`,
    ]) {
      expect(readCode(text)).toBeUndefined()
    }
  })

  it('[O6] an invitation is kept as the SHA-256 of its name and its 16 characters', () => {
    const read = readCode('j 7k3m-9qxw-2hdt-4fbf')
    if (read?.kind !== 'invitation') throw new Error('an invitation was not read')
    expect(invitationHashInput(read.code)).toBe('trackside-invitation-v1:7K3M9QXW2HDT4FBF')
    expect(createHash('sha256').update(invitationHashInput(read.code)).digest('hex')).toHaveLength(64)
  })
})
