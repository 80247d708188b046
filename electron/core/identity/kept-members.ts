import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Whether anything of a member is kept in a data folder: a store, a sign-in, a key, or what is still to be sent. Asked
 * before the folder goes to another cloud, which must get none of it; what can't be read counts as kept.
 */
export function keepsMembers(dataDir: string): boolean {
  try {
    return hasFiles(join(dataDir, 'members')) || hasFiles(join(dataDir, 'secrets')) || namesMembers(dataDir)
  } catch {
    return true
  }
}

const namedSchema = z.object({
  members: z.array(z.unknown()).default([]),
  leaving: z.array(z.unknown()).default([]),
})

function namesMembers(dataDir: string): boolean {
  const text = whereThere(() => readFileSync(join(dataDir, 'settings.json'), 'utf8'))
  if (text === undefined) return false
  const { members, leaving } = namedSchema.parse(JSON.parse(text))
  return members.length > 0 || leaving.length > 0
}

function hasFiles(folder: string): boolean {
  return (whereThere(() => readdirSync(folder)) ?? []).length > 0
}

/** @returns undefined where there is nothing of that name; any other failure is thrown */
function whereThere<Found>(read: () => Found): Found | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
