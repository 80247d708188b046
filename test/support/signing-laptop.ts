import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto'
import { expect } from 'vitest'
import { installationAnswerSchema, trustSchema } from '../../shared/cloud-api.ts'
import type { CommandArgs } from '../../shared/commands/commands.ts'
import { VALIDITY_MS, type Validity } from '../../shared/records/loan.ts'
import { boxIdSchema, type LoanId, loanIdSchema, type OrganisationId, timePlus } from '../../shared/records/scalars.ts'
import { type Form, seal } from '../../shared/tickets/envelope.ts'
import { cutToSeconds, type Ticket, writeExtension, writeLoanSlip, writeTicket } from '../../shared/tickets/forms.ts'
import { type Trust, writeText } from '../../shared/tickets/signed.ts'
import type { RunningCloud } from './cloud.ts'
import { Laptop, newToken, type Person, request } from './laptop.ts'
import { type Key, verifyEd25519 } from './tickets.ts'

export function newKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  return {
    publicKey: Uint8Array.from(Buffer.from(x, 'base64url')),
    sign: (message) => Uint8Array.from(sign(null, message, privateKey)),
  }
}

export async function readTrust(cloud: Pick<RunningCloud, 'url'>) {
  const answer = await request(cloud, 'GET', '/v1/trust')
  const { time, roots, ended } = trustSchema.strict().parse(answer.json())
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url'))
  const keys = roots.map(({ kid, publicKey }) => ({ kid: bytes(kid), publicKey: bytes(publicKey) }))
  const trust: Trust = { roots: keys, verify: verifyEd25519 }
  return { time, trust, ended }
}

export interface OwnBox {
  readonly boxId: string
  readonly serial: string
}

export interface OfferExtras {
  readonly validity?: Validity
  readonly recipientId?: OrganisationId
  readonly note?: string
  readonly issuedAt?: string
  readonly part?: Partial<Ticket>
}

/** A laptop that signs tickets and slips by the certificate that the cloud gave it. */
export class SigningLaptop extends Laptop {
  readonly name = 'Signing'
  readonly key: Key
  certificate = new Uint8Array()
  readonly #cloud: RunningCloud

  private constructor(cloud: RunningCloud, person: Person, key: Key) {
    super(cloud, person)
    this.#cloud = cloud
    this.key = key
  }

  static async enrol(cloud: RunningCloud, person: Person, key = newKey()): Promise<SigningLaptop> {
    const laptop = new SigningLaptop(cloud, person, key)
    await laptop.renew()
    return laptop
  }

  /** Asks for a certificate of now. */
  async renew(): Promise<void> {
    const publicKey = Buffer.from(this.key.publicKey).toString('base64url')
    const answer = await this.ask('POST', '/v1/installations', { installationId: this.id, name: this.name, publicKey })
    const { certificate } = installationAnswerSchema.strict().parse(answer.json())
    if (certificate === undefined) throw new Error(`no certificate: ${answer.text}`)
    this.certificate = Uint8Array.from(Buffer.from(certificate, 'base64url'))
  }

  async newBox(): Promise<OwnBox> {
    const serial = `S${randomBytes(6).toString('hex')}`.toUpperCase()
    return { boxId: await this.registerBox(serial), serial }
  }

  /** Lends without a connection: a ticket, and what this laptop reports of it whenever it comes online. */
  offer(boxes: readonly OwnBox[], extras: OfferExtras = {}) {
    const { validity = '1d', recipientId, note, part } = extras
    const givenAt = extras.issuedAt ?? this.#cloud.clock.now()
    const issuedAt = cutToSeconds(givenAt)
    const loans = boxes.map(({ boxId, serial }) => ({
      loanId: loanIdSchema.parse(randomUUID()),
      boxId: boxIdSchema.parse(boxId),
      serial,
    }))
    const endsAt = timePlus(issuedAt, VALIDITY_MS[validity])
    const ticket: Ticket = {
      ...{ certificate: this.certificate, issuedAt, endsAt, loans },
      ...(recipientId === undefined ? {} : { addresseeId: recipientId }),
      ...(note === undefined ? {} : { note }),
      ...part,
    }
    const { hash: tokenHash, typed: token } = newToken()
    const reports: readonly CommandArgs<'createShareToken'>[] = loans.map(({ loanId, boxId }) => ({
      ...{ loanId, boxId, validity, tokenHash, releaseFromEvent: true },
      ...(recipientId === undefined ? {} : { recipientId }),
      ...(note === undefined ? {} : { note }),
    }))
    return {
      ticket: this.sealed('ticket', writeTicket(ticket)),
      loanIds: loans.map((loan) => loan.loanId),
      token,
      endsAt,
      givenAt,
      reports,
      report: async () => {
        for (const args of reports) await this.accepted('createShareToken', args, { givenAt })
      },
    }
  }

  receipt(loanIds: readonly LoanId[], at = this.#cloud.clock.now()): string {
    return this.sealed('receipt', writeLoanSlip({ certificate: this.certificate, at, loanIds: [...loanIds] }))
  }

  returnSlip(loanIds: readonly LoanId[], at = this.#cloud.clock.now()): string {
    return this.sealed('return-slip', writeLoanSlip({ certificate: this.certificate, at, loanIds: [...loanIds] }))
  }

  extensionSlip(loanIds: readonly LoanId[], endsAt: string, at = this.#cloud.clock.now()): string {
    const loans = loanIds.map((loanId) => ({ loanId, endsAt }))
    return this.sealed('extension-slip', writeExtension({ certificate: this.certificate, at, loans }))
  }

  /** A payload of any content, signed with this laptop's key. */
  sealed(form: Form, payload: Uint8Array): string {
    return writeText(seal(form, payload, this.key.sign))
  }

  /** The one loan that both sides are dealing with, as this side's feed shows it. */
  async seesLoan(loanId: string) {
    await this.sync()
    const loan = this.records.get('loan', loanId)
    expect(loan, 'the loan is in the feed').toBeDefined()
    return loan
  }
}
