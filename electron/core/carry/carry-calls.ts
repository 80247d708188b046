import type { CallResult } from '../../../shared/desktop-api.ts'
import type { CallHandlers } from '../call-handlers.ts'
import type { MemberSession } from '../member-session.ts'
import type { OutboxCommand } from '../store/outbox.ts'
import { type CarriedCommand, MOST_CARRIED, MOST_FILE_CHARACTERS, writeCarryFile } from './carry-file.ts'
import { whatToCarry } from './what-to-carry.ts'

/** With room for the certificate, the names and the signature. */
const MOST_CHARACTERS = MOST_FILE_CHARACTERS - 12_000

/** About what is carried to a second laptop. */
export function carryCalls(session: () => MemberSession): Pick<CallHandlers, 'carryFile'> {
  return {
    carryFile: () => carryFile(session()),
  }
}

type Parts = Pick<MemberSession, 'desk' | 'signer' | 'trust'>

export function carryFile({ desk, signer, trust }: Parts): CallResult<'carryFile'> {
  const at = desk.clock.now()
  const { memberName: member, installationName: laptop } = desk.actor
  const most = { commands: MOST_CARRIED, characters: MOST_CHARACTERS }
  const { commands, about, staying } = whatToCarry(desk, trust.trust, most)
  const text = writeCarryFile(signer, { at, laptop, member, commands: commands.map(carried) })
  if (text === undefined) return { status: 'no-certificate' }
  return { status: 'made', text, name: fileName(laptop, new Date(at)), commands: commands.length, about, staying }
}

/** As it was given, whoever carries it on: the cloud knows it by its content. */
function carried({ id, type, args, givenAt, dependsOn, offline, carriedFrom }: OutboxCommand): CarriedCommand {
  const from = carriedFrom === undefined ? {} : { from: carriedFrom }
  return { id, type, args: { ...args }, givenAt, dependsOn: [...dependsOn], offline, ...from }
}

/** `Trackside Sierra-1 2026-11-21 18.40.trackside`, in this computer's time, with what every system takes for a name. */
function fileName(laptop: string, at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const name = laptop
    .replaceAll(/["*/:<>?\\|]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return `Trackside ${name} ${day} ${two(at.getHours())}.${two(at.getMinutes())}.trackside`
}
