import type { Say } from './say.tsx'

/** `1,204` */
export function grouped({ locale }: Pick<Say, 'locale'>, count: number): string {
  return count.toLocaleString(locale)
}
