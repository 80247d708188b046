import type { UpdateState } from '../../shared/shell-messages.ts'

type Why = Extract<UpdateState, { state: 'failed' }>['why']

const NOT_TRUSTED = new Set([
  'ERR_CHECKSUM_MISMATCH',
  'ERR_UPDATER_INVALID_SIGNATURE',
  'ERR_UPDATER_NO_CHECKSUM',
  'ERR_UPDATER_WEB_INSTALLER_DISABLED',
])
const DISK = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EFBIG', 'ENOTDIR'])
const NETWORK = /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|HTTP_ERROR_|ERR_UPDATER_CHANNEL)/

export function whyUpdateFailed(error: unknown, during: 'check' | 'download' | 'install'): Why {
  const code = failureCode(error)
  if (NOT_TRUSTED.has(code)) return 'not-trusted'
  if (DISK.has(code)) return 'disk'
  // What the feed says can't be read, or nothing can be reached: for a person it is the same.
  if (during === 'check' || NETWORK.test(code)) return 'no-feed'
  const text = error instanceof Error ? error.message : ''
  if (/^(net::ERR_|Cannot download "|Request timed out)/.test(text)) return 'no-feed'
  // Squirrel.Mac has a sentence for it.
  return /code signature/i.test(text) ? 'not-trusted' : 'other'
}

/** For the log: an error's sentence has addresses and the person's folders in it. */
export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
