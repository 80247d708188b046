import { z } from 'zod'

/** A UUID made by the caller, in lower case, branded by what it names. */
function id<Name extends string>() {
  return z.uuid().toLowerCase().brand<Name>()
}

export const organisationIdSchema = id<'Organisation'>()
export const memberIdSchema = id<'Member'>()
export const roleIdSchema = id<'Role'>()
export const installationIdSchema = id<'Installation'>()
export const boxIdSchema = id<'Box'>()
export const loanIdSchema = id<'Loan'>()
export const groupIdSchema = id<'Group'>()
export const invitationIdSchema = id<'Invitation'>()
export const eventIdSchema = id<'Event'>()
export const raceIdSchema = id<'Race'>()
export const checkpointIdSchema = id<'Checkpoint'>()
export const sessionIdSchema = id<'Session'>()
export const raceActionIdSchema = id<'RaceAction'>()
export const commandIdSchema = id<'Command'>()

export type OrganisationId = z.output<typeof organisationIdSchema>
export type MemberId = z.output<typeof memberIdSchema>
export type RoleId = z.output<typeof roleIdSchema>
export type InstallationId = z.output<typeof installationIdSchema>
export type BoxId = z.output<typeof boxIdSchema>
export type LoanId = z.output<typeof loanIdSchema>
export type GroupId = z.output<typeof groupIdSchema>
export type EventId = z.output<typeof eventIdSchema>
export type CheckpointId = z.output<typeof checkpointIdSchema>
export type SessionId = z.output<typeof sessionIdSchema>
export type RaceId = z.output<typeof raceIdSchema>
export type RaceActionId = z.output<typeof raceActionIdSchema>
export type CommandId = z.output<typeof commandIdSchema>

/**
 * A moment: ISO 8601 in UTC with milliseconds. Other ISO forms are rewritten to it, so that times compare as text.
 * Years beyond four digits are refused, because their text sorts wrongly, and the year 0, which databases don't know.
 */
export const timeSchema = z.iso
  .datetime({ offset: true })
  .overwrite((text) => (isWritten(text) || Number.isNaN(Date.parse(text)) ? text : new Date(text).toISOString()))
  .refine((text) => text.length === 24 && !text.startsWith('0000'), 'a moment in the years 1 to 9999')

/** Of what passed for a moment, this is the form that it would be rewritten to. */
function isWritten(text: string): boolean {
  return text.length === 24 && text.endsWith('Z')
}

/** The moment `text`, moved by `ms`. */
export function timePlus(text: string, ms: number): string {
  return new Date(Date.parse(text) + ms).toISOString()
}

/** C0 and C1 controls, and the characters that break lines or turn the direction of text: refused in every name (O8). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const HIDDEN_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u

/** One line of text that a person typed: trimmed, and without characters that can't be seen. */
export function lineSchema(min: number, max: number) {
  return z.string().trim().normalize('NFC').min(min).max(max).refine(isVisible, 'no control or direction characters')
}

/** Several lines of text that a person typed. */
export function notesSchema(max: number) {
  return z
    .string()
    .normalize('NFC')
    .max(max)
    .refine((text) => isVisible(text.replaceAll(/[\n\r\t\u2028\u2029]/g, ' ')), 'no control or direction characters')
}

/** Half a surrogate pair isn't text either: it would come back from storage as another character. */
function isVisible(text: string): boolean {
  return text.isWellFormed() && !HIDDEN_CHARACTERS.test(text)
}

export const serialSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9-]{1,20}$/, 'a serial such as CLBX30217')
