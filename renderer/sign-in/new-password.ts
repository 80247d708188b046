import type { TFunction } from 'i18next'

/** @param password too short to be a new one */
export function newPasswordProblem(t: TFunction, password: string): string {
  return password === '' ? t('signIn.passwordChoose') : t('signIn.passwordShort', { count: password.length })
}
