import { memberStorePath } from './identity/parting.ts'
import type { SettingsFile } from './identity/settings-file.ts'
import { type FreshSignIn, type MemberSession, openMemberSession, type SessionParts } from './member-session.ts'
import { isDamageFound } from './store/damage.ts'
import { rescueStore } from './store/rescue.ts'

export interface Opening {
  readonly memberId: string
  readonly signedIn?: FreshSignIn | undefined
  /** SQLite has said so already, while it was worked with. */
  readonly isDamaged?: boolean
}

/**
 * Opens the member's store; where it is damaged, a new one with all that could be read of it (F5).
 * @throws StoreRefused
 */
export async function openOrRescue(
  parts: SessionParts,
  settings: SettingsFile,
  { memberId, signedIn, isDamaged = false }: Opening,
): Promise<MemberSession> {
  if (isDamaged) rescue(parts, settings, memberId)
  try {
    return await openMemberSession(parts, memberId, signedIn)
  } catch (error) {
    if (isDamaged || !isDamageFound(error)) throw error
    parts.log.error('the store is damaged', error)
    rescue(parts, settings, memberId)
    return await openMemberSession(parts, memberId, signedIn)
  }
}

function rescue({ membersDir, clocks, log }: SessionParts, settings: SettingsFile, memberId: string): void {
  const at = new Date(clocks.wallMs()).toISOString()
  rescueStore(memberStorePath(membersDir, memberId), at, (rescued) => {
    const { commands, passings, lost } = rescued
    log.warn(
      `rescued ${commands} commands and ${passings} passings; couldn’t read all of: ${lost.join(', ') || 'nothing'}`,
    )
    settings.change({ rescue: rescued })
  })
}

/** A disk that breaks it over and over isn't helped by copies. */
const MOST_MENDINGS = 3

export interface MendingParts {
  /** Who is at work. */
  readonly memberId: () => string | undefined
  /** In turn with other openings and closings. */
  readonly reopen: (opening: Opening) => Promise<unknown>
  readonly close: () => Promise<void>
  readonly onHopeless: (error: unknown) => void
}

/** @returns to be called when the store breaks while it is worked with */
export function mending(parts: MendingParts): () => void {
  let isMending = false
  let count = 0
  async function mend(memberId: string): Promise<void> {
    count += 1
    if (count <= MOST_MENDINGS) return void (await parts.reopen({ memberId, isDamaged: true }))
    await parts.close()
    parts.onHopeless(new Error('the store breaks over and over'))
  }
  return () => {
    const memberId = parts.memberId()
    if (memberId === undefined || isMending) return
    isMending = true
    void mend(memberId)
      .catch(parts.onHopeless)
      .finally(() => {
        isMending = false
      })
  }
}
