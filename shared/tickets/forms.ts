import { z } from 'zod'
import {
  boxIdSchema,
  installationIdSchema,
  lineSchema,
  loanIdSchema,
  memberIdSchema,
  organisationIdSchema,
  serialSchema,
} from '../records/scalars.ts'
import { readCbor, writeCbor } from './envelope.ts'

/** The payloads (tickets.md, CDDL): maps with small integer labels; ids as 16 bytes, times as Unix seconds. */

/** Over any buffer: what signs and what reads files gives them so. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const seconds = z
  .int()
  .nonnegative()
  .max(253_402_300_799)
  .transform((value) => new Date(value * 1000).toISOString())

/** 16 bytes as the id that they are. */
function idBytes<Schema extends z.ZodType<string, string>>(schema: Schema) {
  return bytes
    .refine((value) => value.length === 16)
    .transform(toUuid)
    .pipe(schema)
}

/** What is shown is what was signed: text that its schema would write otherwise is refused, not mended. */
function asWritten(schema: z.ZodType<string, string>) {
  return z.string().refine((text) => schema.safeParse(text).data === text)
}

const loanFields = z
  .tuple([idBytes(loanIdSchema), idBytes(boxIdSchema), asWritten(serialSchema)])
  .transform(([loanId, boxId, serial]) => ({ loanId, boxId, serial }))

const certificateSchema = z.strictObject({
  kid: bytes.refine((value) => value.length === 8),
  publicKey: bytes.refine((value) => value.length === 32),
  organisationId: idBytes(organisationIdSchema),
  organisationName: asWritten(lineSchema(1, 60)),
  organisationNumber: z.int().nonnegative(),
  memberId: idBytes(memberIdSchema),
  installationId: idBytes(installationIdSchema),
  mayLend: z.boolean(),
  notBefore: seconds,
  notAfter: seconds,
  contact: asWritten(lineSchema(1, 80)).optional(),
})
export type Certificate = z.output<typeof certificateSchema>

const ticketSchema = z.strictObject({
  certificate: bytes,
  issuedAt: seconds,
  endsAt: seconds,
  loans: z.array(loanFields).min(1),
  addresseeId: idBytes(organisationIdSchema).optional(),
  note: asWritten(lineSchema(1, 80)).optional(),
})
export type Ticket = z.output<typeof ticketSchema>

const cardSchema = z.strictObject({ certificate: bytes, issuedAt: seconds })
export type PartnerCard = z.output<typeof cardSchema>

/** A receipt, or a return slip. */
const loanSlipSchema = z.strictObject({
  certificate: bytes,
  at: seconds,
  loanIds: z.array(idBytes(loanIdSchema)).min(1),
})
export type LoanSlip = z.output<typeof loanSlipSchema>

const extensionSchema = z.strictObject({
  certificate: bytes,
  at: seconds,
  loans: z
    .array(z.tuple([idBytes(loanIdSchema), seconds]).transform(([loanId, endsAt]) => ({ loanId, endsAt })))
    .min(1),
})
export type ExtensionSlip = z.output<typeof extensionSchema>

const endedListSchema = z.strictObject({
  issuedAt: seconds,
  ended: z.array(z.tuple([idBytes(loanIdSchema), seconds]).transform(([loanId, endedAt]) => ({ loanId, endedAt }))),
})
export type EndedList = z.output<typeof endedListSchema>

/** The field of each label, beginning with label 1. */
const LABELS = {
  certificate: [
    ...['kid', 'publicKey', 'organisationId', 'organisationName', 'organisationNumber', 'memberId', 'installationId'],
    ...['mayLend', 'notBefore', 'notAfter', 'contact'],
  ],
  ticket: ['certificate', 'issuedAt', 'endsAt', 'loans', 'addresseeId', 'note'],
  card: ['certificate', 'issuedAt'],
  loanSlip: ['certificate', 'at', 'loanIds'],
  extension: ['certificate', 'at', 'loans'],
  endedList: ['issuedAt', 'ended'],
} as const

export const readCertificate = reader(LABELS.certificate, certificateSchema)
export const readTicket = reader(LABELS.ticket, ticketSchema)
export const readCard = reader(LABELS.card, cardSchema)
export const readLoanSlip = reader(LABELS.loanSlip, loanSlipSchema)
export const readExtension = reader(LABELS.extension, extensionSchema)
export const readEndedList = reader(LABELS.endedList, endedListSchema)

export function writeCertificate(certificate: Certificate): Uint8Array {
  const { organisationId, memberId, installationId, notBefore, notAfter, ...rest } = certificate
  return write(LABELS.certificate, {
    ...rest,
    ...{ organisationId: fromUuid(organisationId), memberId: fromUuid(memberId) },
    ...{ installationId: fromUuid(installationId), notBefore: toSeconds(notBefore), notAfter: toSeconds(notAfter) },
  })
}

export function writeTicket({ issuedAt, endsAt, loans, addresseeId, ...rest }: Ticket): Uint8Array {
  return write(LABELS.ticket, {
    ...rest,
    issuedAt: toSeconds(issuedAt),
    endsAt: toSeconds(endsAt),
    loans: loans.map(({ loanId, boxId, serial }) => [fromUuid(loanId), fromUuid(boxId), serial]),
    ...(addresseeId === undefined ? {} : { addresseeId: fromUuid(addresseeId) }),
  })
}

export function writeCard({ certificate, issuedAt }: PartnerCard): Uint8Array {
  return write(LABELS.card, { certificate, issuedAt: toSeconds(issuedAt) })
}

export function writeLoanSlip({ certificate, at, loanIds }: LoanSlip): Uint8Array {
  return write(LABELS.loanSlip, { certificate, at: toSeconds(at), loanIds: loanIds.map(fromUuid) })
}

export function writeExtension({ certificate, at, loans }: ExtensionSlip): Uint8Array {
  const pairs = loans.map(({ loanId, endsAt }) => [fromUuid(loanId), toSeconds(endsAt)])
  return write(LABELS.extension, { certificate, at: toSeconds(at), loans: pairs })
}

export function writeEndedList({ issuedAt, ended }: EndedList): Uint8Array {
  const pairs = ended.map(({ loanId, endedAt }) => [fromUuid(loanId), toSeconds(endedAt)])
  return write(LABELS.endedList, { issuedAt: toSeconds(issuedAt), ended: pairs })
}

/** The moment, cut to the whole second before it. */
export function cutToSeconds(time: string): string {
  return new Date(toSeconds(time) * 1000).toISOString()
}

function toSeconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000)
}

function write(labels: readonly string[], fields: Readonly<Record<string, unknown>>): Uint8Array {
  const given = labels.flatMap((field, index) =>
    fields[field] === undefined ? [] : [[index + 1, fields[field]] as const],
  )
  return writeCbor(new Map(given))
}

/** @returns what reads a payload; undefined for one that is of another shape */
function reader<T>(labels: readonly string[], schema: z.ZodType<T>): (payload: Uint8Array) => T | undefined {
  return (payload) => {
    const map = readCbor(payload)
    if (!(map instanceof Map)) return undefined
    const fields: Record<string, unknown> = {}
    for (const [label, value] of map) {
      const field = typeof label === 'number' ? labels[label - 1] : undefined
      if (field === undefined) return undefined
      fields[field] = value
    }
    return schema.safeParse(fields).data
  }
}

function toUuid(value: Uint8Array): string {
  const hex = [...value].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function fromUuid(id: string): Uint8Array {
  const pairs = id.replaceAll('-', '').match(/../g) ?? []
  return Uint8Array.from(pairs.map((pair) => Number.parseInt(pair, 16)))
}
