import { z } from 'zod'
import { nestsTooDeep } from '../../../shared/nesting.ts'
import { parseJson } from '../../../shared/parse-json.ts'
import { commandIdSchema, installationIdSchema, lineSchema, timeSchema } from '../../../shared/records/scalars.ts'
import { type Refusal, refusal } from '../../../shared/refusals.ts'
import { isAhead } from '../../../shared/tickets/ahead.ts'
import type { Certificate } from '../../../shared/tickets/forms.ts'
import { openCertificate, type Trust } from '../../../shared/tickets/signed.ts'
import type { Signer } from '../tickets/signer.ts'

/**
 * A file's text: `TRKF1:`, its content as JSON in base64url, a dot, and the signature over all that is before the dot. These
 * bytes can't be those of a ticket or slip, which begin with a CBOR array.
 */
const PREFIX = 'TRKF1:'
export const MOST_CARRIED = 500
export const MOST_FILE_CHARACTERS = 1024 * 1024

const carriedCommandSchema = z.strictObject({
  id: commandIdSchema,
  type: z.string().max(60),
  args: z.record(z.string(), z.json()),
  givenAt: timeSchema,
  dependsOn: z.array(commandIdSchema).max(1000),
  offline: z.boolean(),
  /** The laptop where it was given, where that is another one than the signer's. */
  from: installationIdSchema.optional(),
})
export type CarriedCommand = z.output<typeof carriedCommandSchema>

const fileSchema = z.strictObject({
  certificate: z.string().max(6000),
  at: timeSchema,
  laptop: lineSchema(1, 60),
  member: lineSchema(1, 60),
  commands: z.array(carriedCommandSchema).max(MOST_CARRIED),
})
export type CarryFile = Omit<z.output<typeof fileSchema>, 'certificate'>

export interface OpenedFile {
  readonly file: CarryFile
  readonly certificate: Certificate
}

/** @returns undefined where this laptop can't sign now */
export function writeCarryFile(signer: Signer, file: CarryFile): string | undefined {
  if (!signer.isGoodAt(file.at)) return undefined
  const signed = signer.signBytes((certificate) => {
    const content = { certificate: toBase64url(certificate), ...file }
    return Buffer.from(PREFIX + toBase64url(Buffer.from(JSON.stringify(content))))
  })
  return signed && `${Buffer.from(signed.message).toString()}.${toBase64url(signed.signature)}`
}

export function looksCarried(text: string): boolean {
  return text.trimStart().startsWith(PREFIX)
}

/** Nothing of a file is believed before its size, its form, its certificate and its signature are right. */
export function openCarryFile(text: string, trust: Trust, now: string): OpenedFile | Refusal {
  if (text.length > MOST_FILE_CHARACTERS) return invalid('file-too-large')
  const [, signed, content, signature] = /^(TRKF1:([\w-]+))\.([\w-]{86})$/.exec(text.replaceAll(/\s/g, '')) ?? []
  if (signed === undefined || content === undefined || signature === undefined) return invalid('file-damaged')
  const written = parseJson(Buffer.from(content, 'base64url').toString())
  if (nestsTooDeep(written)) return invalid('file-damaged')
  const read = fileSchema.safeParse(written)
  if (!read.success) return invalid('file-damaged')
  const { certificate: certificateText, ...file } = read.data
  const certificate = openCertificate(fromBase64url(certificateText), trust)
  if (typeof certificate === 'string') return invalid(certificate)
  const { notBefore, notAfter, publicKey } = certificate
  if (file.at < notBefore || file.at >= notAfter || now >= notAfter) return invalid('certificate-over')
  if (!trust.verify(publicKey, Buffer.from(signed), fromBase64url(signature))) return invalid('signature')
  if (isAhead(file.at, now)) return refusal('TICKET_CLOCK', { reason: 'issued-ahead', issuedAt: file.at })
  return { file, certificate }
}

export function invalid(reason: string): Refusal {
  return refusal('TICKET_INVALID', { reason })
}

function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'base64url'))
}
