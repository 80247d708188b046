import type { Say } from './say.tsx'

const MB = 1_000_000
const GB = 1_000 * MB

/** `412 MB`, `81 GB`; near the end of a disk, a megabyte is told. */
export function fileSize({ locale }: Pick<Say, 'locale'>, bytes: number): string {
  const [value, unit] = bytes >= GB ? [bytes / GB, 'GB'] : [bytes / MB, 'MB']
  const digits = unit === 'GB' && value < 10 ? 1 : 0
  return `${value.toLocaleString(locale, { maximumFractionDigits: digits })} ${unit}`
}
