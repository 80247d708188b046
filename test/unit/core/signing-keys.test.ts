import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileSecrets, type Secrets } from '../../../electron/core/identity/secrets.ts'
import { CloudError, NoCloud } from '../../../electron/core/sync/cloud-client.ts'
import { nextBatch, takeOutcomes } from '../../../electron/core/sync/intake.ts'
import { newPrivateKey, openPrivateKey, rememberingVerify } from '../../../electron/core/tickets/ed25519.ts'
import { type EnrolmentParts, enrolment } from '../../../electron/core/tickets/enrolment.ts'
import { keyName, openSigner, Signer } from '../../../electron/core/tickets/signer.ts'
import { ADMIN } from '../../../shared/permissions.ts'
import { put, sierra, sierraTimer } from '../../support/sample-records.ts'
import { acceptedOutcome, openSierraDesk, openTestDesk, SIERRAS, type TestDesk } from '../../support/test-desk.ts'
import { testFolder } from '../../support/test-folder.ts'
import { certificateText } from '../../support/ticket-desks.ts'
import { keyOf, verifyEd25519 } from '../../support/tickets.ts'

const memberId = SIERRAS.member.id
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

describe('a key', () => {
  it('[F4] signs what every other implementation of Ed25519 takes, and is nothing else than Ed25519', () => {
    const key = openPrivateKey(newPrivateKey())
    if (key === undefined) throw new Error('no key')
    const message = Uint8Array.of(1, 2, 3)
    expect(verifyEd25519(key.publicKey, message, key.sign(message))).toBe(true)
    expect(openPrivateKey('')).toBeUndefined()
    expect(openPrivateKey('bm90IGEga2V5')).toBeUndefined()
  })

  it('[F4] a remembered signature stands for that key, that message and those bytes alone', () => {
    const verify = rememberingVerify()
    const [key, other] = [keyOf(7), keyOf(8)]
    const message = Uint8Array.of(1, 2, 3)
    const signature = key.sign(message)
    for (let round = 0; round < 2; round += 1) {
      expect(verify(key.publicKey, message, signature)).toBe(true)
      expect(verify(other.publicKey, message, signature)).toBe(false)
      expect(verify(key.publicKey, Uint8Array.of(1, 2, 4), signature)).toBe(false)
      expect(verify(key.publicKey, message, signature.with(0, (signature[0] ?? 0) ^ 1))).toBe(false)
    }
  })

  it('[F4] is among the secrets before anybody hears of it, and belongs to one installation', async () => {
    const folder = testFolder()
    const { store, close } = openTestDesk(folder)
    const secrets = fileSecrets(join(folder, 'secrets'))
    const signer = await openSigner(store, secrets, memberId)
    const publicKey = await signer.enrolledKey(SIERRAS.installationId)
    const file = join(folder, 'secrets', `${keyName(memberId)}.secret`)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).not.toContain(publicKey)
    const again = await openSigner(store, secrets, memberId)
    expect(await again.enrolledKey(SIERRAS.installationId)).toBe(publicKey)
    store.transact(() => store.startAnew(false))
    const newId = store.local.get('installationId') as typeof SIERRAS.installationId
    expect(await again.enrolledKey(newId)).not.toBe(publicKey)
    close()
  })
})

/** A cloud that certifies what it is told, and notes it. */
function certifyingCloud(certified: Parameters<typeof certificateText>[1] = {}) {
  const told: { name: string; publicKey: string | undefined }[] = []
  const cloud = {
    async register(_: unknown, { name, publicKey }: { name: string; publicKey: string | undefined }) {
      told.push({ name, publicKey })
      if (publicKey === undefined) return {}
      const raw = Uint8Array.from(Buffer.from(publicKey, 'base64url'))
      return { certificate: certificateText(SIERRAS, { publicKey: raw, ...certified }) }
    },
    trust: () => Promise.reject(new NoCloud('cut')),
  }
  return { told, cloud: cloud as unknown as EnrolmentParts['cloud'] }
}

async function enrolmentOf(test: TestDesk, cloud: EnrolmentParts['cloud'], secrets: Secrets, name = 'Van') {
  const { desk, store, trust } = test
  const signer = await openSigner(store, secrets, memberId)
  const as = () => ({ token: 'a-token', installationId: SIERRAS.installationId })
  const named = { name }
  const parts = { desk, cloud, as, signer, trust, log: silent, installationName: () => named.name }
  return { signer, named, ...enrolment(parts) }
}

describe('enrolling', () => {
  it('[F4] once, and again when a day has passed, the name is another, or the contact', async () => {
    const folder = testFolder()
    const test = openSierraDesk(folder)
    const { told, cloud } = certifyingCloud()
    const { enrol, signer, named } = await enrolmentOf(test, cloud, fileSecrets(join(folder, 'secrets')))
    await enrol()
    await enrol()
    expect(told).toHaveLength(1)
    expect(signer.certificate()).toMatchObject({ organisationName: sierra.name, mayLend: true })
    named.name = 'Finish van'
    await enrol()
    test.receive([put('organisation', { ...sierra, contactPhone: '+34 600' })])
    await enrol()
    test.wall.now = '2026-06-07T10:00:00.000Z'
    await enrol()
    await enrol()
    expect(told.map(({ name }) => name)).toEqual(['Van', 'Finish van', 'Finish van', 'Finish van'])
    expect(new Set(told.map(({ publicKey }) => publicKey)).size).toBe(1)
    test.close()
  })

  it('[O9] [O4] again when a change of what it certifies, given without internet, has come to the cloud', async () => {
    const folder = testFolder()
    const test = openSierraDesk(folder)
    test.receive([put('organisation', sierra), put('member', { ...sierraTimer, roleId: ADMIN.id })])
    const { told, cloud } = certifyingCloud()
    const { enrol } = await enrolmentOf(test, cloud, fileSecrets(join(folder, 'secrets')))
    await enrol()
    expect(test.desk.give([{ type: 'editOrganisation', args: { contactPhone: '+34 600' } }])).toMatchObject([
      { status: 'done' },
    ])
    await enrol()
    const known = told.length
    const [edit] = nextBatch(test.desk)
    takeOutcomes(test.desk, [acceptedOutcome(edit?.id ?? '', 1)], test.watch)
    test.receive([put('organisation', { ...sierra, contactPhone: '+34 600' })])
    expect(test.desk.outbox).toEqual([])
    await enrol()
    expect(told).toHaveLength(known + 1)
    test.close()
  })

  it('[F4] where the secret store fails, the laptop works on without a key', async () => {
    const test = openSierraDesk(testFolder())
    const locked = { ...fileSecrets(testFolder()), write: () => Promise.reject(new Error('the key ring is locked')) }
    const { told, cloud } = certifyingCloud()
    const { enrol, signer } = await enrolmentOf(test, cloud, locked)
    await enrol()
    expect(told).toEqual([{ name: 'Van', publicKey: undefined }])
    expect(signer.status()).toEqual({ keyIn: 'file', mayLend: false })
    test.close()
  })

  it('[F4] a certificate for somebody else’s key is not kept', async () => {
    const folder = testFolder()
    const test = openSierraDesk(folder)
    const { cloud } = certifyingCloud({ publicKey: keyOf(9).publicKey })
    const { enrol, signer } = await enrolmentOf(test, cloud, fileSecrets(join(folder, 'secrets')))
    await enrol()
    expect(signer.certificate()).toBeUndefined()
    expect(test.store.local.get('certificate')).toBeUndefined()
    test.close()
  })

  it('[F4] the exchange goes on where roots and list can’t be had', async () => {
    const test = openSierraDesk(testFolder())
    for (const fault of [new NoCloud('cut'), new CloudError(404, 'NOT_FOUND', undefined, undefined)]) {
      const cloud = { trust: () => Promise.reject(fault) } as unknown as EnrolmentParts['cloud']
      const { refreshTrust } = await enrolmentOf(test, cloud, fileSecrets(testFolder()))
      await expect(refreshTrust(new AbortController().signal)).resolves.toBeUndefined()
    }
    test.close()
  })
})

it('[F4] a certificate outlasts a restart only together with its key', () => {
  const folder = testFolder()
  const first = openTestDesk(folder)
  expect(first.signer.takeCertificate(certificateText(SIERRAS))).toBe(true)
  first.close()
  const second = openTestDesk(folder)
  expect(second.signer.certificate()).toBeDefined()
  const parts = {
    store: second.store,
    secrets: fileSecrets(folder),
    memberId,
    keptIn: 'system',
    kept: undefined,
  } as const
  const lost = new Signer(parts)
  expect(lost.certificate()).toBeUndefined()
  expect(lost.sign('card', () => new Uint8Array())).toBeUndefined()
  second.close()
})
