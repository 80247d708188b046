import { expect, test } from 'vitest'
import { chooseLanguage } from '../../../renderer/locales/choose-language.ts'

test.each([
  ['the chosen one', 'it', ['es-ES'], 'it'],
  ['the computer’s, whatever its country', 'system', ['es-AR', 'en-US'], 'es'],
  ['the first of the computer’s that there is', 'system', ['eu', 'IT', 'en'], 'it'],
  ['English where none of them is there', 'system', ['eu', 'fr-FR'], 'en'],
  ['English where nothing is known', 'system', [], 'en'],
] as const)('speaks %s', (_what, wanted, spoken, language) => {
  expect(chooseLanguage(wanted, spoken)).toBe(language)
})
