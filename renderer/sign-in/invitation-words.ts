import type { CodeReading } from '../devices/typed-code.ts'
import type { Say } from '../words/say.tsx'

/**
 * What is wrong with an invitation code as far as it was typed (O6), and of another code, where it belongs.
 * @param tried before somebody has tried to send it, only what can't become right is said
 */
export function invitationProblem(t: Say['t'], reading: CodeReading, tried: boolean): string | undefined {
  switch (reading.kind) {
    case 'stranger':
      return t('signIn.codeStranger', { character: reading.character })
    case 'mistyped':
      return t('signIn.codeMistyped')
    case 'long':
      return t('signIn.codeLong', { count: reading.length })
    case 'short':
      return tried ? t('signIn.codeMissing', { count: reading.length }) : undefined
    case 'good':
      if (reading.code.kind === 'token') return t('signIn.codeToken')
      return reading.code.kind === 'sharing-code' ? t('signIn.codePartner') : undefined
  }
}
