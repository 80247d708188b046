import { lend } from '../../electron/core/lending.ts'
import { receive } from '../../electron/core/tickets/receive.ts'
import { signedForm } from '../../electron/core/tickets/signed-form.ts'
import type { CallResult } from '../../shared/desktop-api.ts'
import type { BoxId, LoanId } from '../../shared/records/scalars.ts'
import { boxIdSchema, installationIdSchema } from '../../shared/records/scalars.ts'
import type { Certificate } from '../../shared/tickets/forms.ts'
import { COSTA_ID, put, record, sierra, sierraBox, sierraEvent, sierraTimer, uuid } from './sample-records.ts'
import { type DeskOwner, openTestDesk, SIERRAS, type TestDesk } from './test-desk.ts'
import { certificateOf, endedListOf, keyOf, NEXT_ROOT, ROOT, rootOf } from './tickets.ts'

export const costa = record('organisation', {
  ...{ id: COSTA_ID, name: 'Costa Crono', number: 1002, plan: 'CLUB', allowance: 10 },
})
const costaTimer = record('member', {
  ...{ ...sierraTimer, id: uuid('a', 12), organisationId: COSTA_ID, name: 'Bea', email: 'timer@costa.example' },
})
export const COSTAS: DeskOwner = {
  ...{ member: costaTimer, organisation: costa, keySeed: 22 },
  installationId: installationIdSchema.parse(uuid('d', 2)),
}
export const costaEvent = record('event', { ...sierraEvent(), id: uuid('e', 2), organisationId: COSTA_ID })

/** Sierra's laptop, which has two boxes of its own, an event, and all that it takes to sign. */
export function openSierras(folder: string): TestDesk {
  const test = openTestDesk(folder)
  const boxes = [sierraBox(1), sierraBox(2)].map((box) => put('box', box))
  test.receive([put('organisation', sierra), put('member', sierraTimer), put('event', sierraEvent()), ...boxes])
  trustRoots(test)
  certify(test, SIERRAS)
  return test
}

/** Costa's laptop, which has an event and all that it takes to sign. */
export function openCostas(folder: string, part: Partial<typeof costa> = {}): TestDesk {
  const test = openTestDesk(folder, undefined, COSTAS)
  test.receive([put('organisation', { ...costa, ...part }), put('member', costaTimer), put('event', costaEvent)])
  trustRoots(test)
  certify(test, COSTAS)
  return test
}

/** The cloud's answer about roots, and the loans that ended early. */
export function trustRoots(test: TestDesk, ended: readonly (readonly [LoanId, string])[] = []): boolean {
  const roots = [ROOT, NEXT_ROOT].map(rootOf).map(({ kid, publicKey }) => ({
    ...{ kid: Buffer.from(kid).toString('base64url'), publicKey: Buffer.from(publicKey).toString('base64url') },
  }))
  return test.trust.take({ time: test.wall.now, roots, ended: endedListOf(ended) }, test.wall.now)
}

/** A certificate of the cloud's for the owner's key, with any field overridden. */
export function certificateText(owner: DeskOwner, certified: Partial<Certificate> = {}): string {
  const { organisation, member, installationId, keySeed } = owner
  const fields = { organisationId: organisation.id, organisationName: organisation.name, memberId: member.id }
  const more = { organisationNumber: organisation.number, installationId, publicKey: keyOf(keySeed).publicKey }
  return Buffer.from(certificateOf({ certified: { ...fields, ...more, ...certified } })).toString('base64url')
}

export function certify(test: TestDesk, owner: DeskOwner, certified: Partial<Certificate> = {}): void {
  if (!test.signer.takeCertificate(certificateText(owner, certified))) throw new Error('not the laptop’s certificate')
}

export const FIRST_BOX = boxIdSchema.parse(uuid('b', 1))
export const SECOND_BOX = boxIdSchema.parse(uuid('b', 2))

type Lent = Extract<CallResult<'lend'>, { status: 'done' }> & { readonly ticket: string }

export function lendOf(test: TestDesk, boxIds: readonly BoxId[] = [FIRST_BOX], terms: object = {}): Lent {
  const lent = lend(test.desk, test.signer, {
    ...{ boxIds: [...boxIds], validity: '1d', releaseFromEvent: false, ...terms },
  })
  if (lent.status !== 'done' || lent.ticket === null) throw new Error('nothing was lent by ticket')
  return { ...lent, ticket: lent.ticket }
}

export function receiveAt(test: TestDesk, text: string): Promise<CallResult<'receive'>> {
  return receive(test, text)
}

type Form = Parameters<typeof signedForm>[2]['form']

export function formAt(test: TestDesk, form: Form, loanIds: readonly LoanId[] = []): string {
  const text = signedForm(test.desk, test.signer, { form, loanIds: [...loanIds] })
  if (text === null) throw new Error(`no ${form}`)
  return text
}
