import type { SentCommand } from '../shared/command.ts'
import { canonicalJson } from './canonical-json.ts'
import { sha256Hex } from './secrets.ts'

/** What a command is, whichever laptop sends it, and under which number. */
export function contentHash(command: SentCommand): string {
  const { id, type, args, givenAt, dependsOn } = command
  return sha256Hex(canonicalJson({ id, type, args, givenAt, dependsOn }))
}
