import type { TFunction } from 'i18next'

/** @param typed what isn't a cloud's address */
export function cloudProblem(t: TFunction, typed: string): string {
  const text = typed.trim()
  if (text === '') return t('cloudAddress.problem.missing')
  if (/^http:/i.test(text)) return t('cloudAddress.problem.unencrypted')
  return /[@?#]/.test(text) ? t('cloudAddress.problem.extras') : t('cloudAddress.problem.unreadable')
}
