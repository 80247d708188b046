import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configWith } from '../../../cloud/config.ts'
import { rotateRootKeys } from '../../../cloud/root-key-store.ts'
import { installationAnswerSchema } from '../../../shared/cloud-api.ts'
import { READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { readEndedList } from '../../../shared/tickets/forms.ts'
import { openByRoot, openCertificate, readListText } from '../../../shared/tickets/signed.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { addColleague, Laptop, request, signUp } from '../../support/laptop.ts'
import { colleagueOf } from '../../support/sharing.ts'
import { newKey, readTrust, SigningLaptop } from '../../support/signing-laptop.ts'
import { TRUST } from '../../support/tickets.ts'

const DAY_MS = 24 * 3_600_000

describe.each(DATABASES)('certificates and trust, on %s', (kind) => {
  let cloud: RunningCloud

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
  })
  afterAll(() => cloud.close())

  const deps = () => ({ db: cloud.database.db, clock: cloud.clock, config: configWith(1) })
  /** What the laptop's certificate says, by the keys that the cloud tells of now. */
  const certified = async (laptop: SigningLaptop) => {
    const { trust } = await readTrust(cloud)
    const certificate = openCertificate(laptop.certificate, trust)
    if (typeof certificate === 'string') throw new Error(certificate)
    return certificate
  }

  it('[F4] a laptop that shows its public key gets it certified, for 30 days from now', async () => {
    const laptop = await SigningLaptop.enrol(cloud, await signUp(cloud, 'FREE'))
    const { trust } = await readTrust(cloud)
    const { organisation, member } = laptop.person
    const certificate = await certified(laptop)
    expect(certificate).toEqual({
      kid: trust.roots[0]?.kid,
      publicKey: laptop.key.publicKey,
      organisationId: organisation.id,
      organisationName: organisation.name,
      organisationNumber: organisation.number,
      memberId: member.id,
      installationId: laptop.id,
      mayLend: true,
      notBefore: expect.stringMatching(/\.000Z$/),
      notAfter: timePlus(certificate.notBefore, 30 * DAY_MS),
    })
    const agoMs = Date.parse(cloud.clock.now()) - Date.parse(certificate.notBefore)
    expect(agoMs).toBeGreaterThanOrEqual(0)
    expect(agoMs).toBeLessThan(30_000)
    expect(openCertificate(laptop.certificate, TRUST)).toBe('unknown-root')
  })

  it('[F4] a certificate is renewed at every call, and none is given to who shows no key', async () => {
    const laptop = await SigningLaptop.enrol(cloud, await signUp(cloud))
    const before = await certified(laptop)
    await cloud.advance(DAY_MS)
    await laptop.renew()
    const after = await certified(laptop)
    expect(Date.parse(after.notAfter) - Date.parse(before.notAfter)).toBeGreaterThanOrEqual(DAY_MS)
    const body = { installationId: laptop.id, name: 'No key' }
    const answer = await laptop.ask('POST', '/v1/installations', body)
    expect(installationAnswerSchema.parse(answer.json())).not.toHaveProperty('certificate')
    const row = await cloud.database.db.selectFrom('installation').selectAll().where('name', '=', 'No key').execute()
    expect(row.map(({ publicKey }) => publicKey && Uint8Array.from(publicKey))).toEqual([laptop.key.publicKey])
  })

  it('[O9] the contact travels with it, the telephone always whole', async () => {
    const laptop = await SigningLaptop.enrol(cloud, await signUp(cloud))
    const contactOf = async (contact: { contactName?: string | null; contactPhone?: string | null }) => {
      await laptop.accepted('editOrganisation', contact)
      await laptop.renew()
      return (await certified(laptop)).contact
    }
    expect(await contactOf({ contactName: 'Marta Ruiz' })).toBe('Marta Ruiz')
    expect(await contactOf({ contactPhone: '+34 600 000 101' })).toBe('Marta Ruiz, +34 600 000 101')
    expect(await contactOf({ contactName: null })).toBe('+34 600 000 101')
    const phone = '1'.repeat(30)
    const long = await contactOf({ contactName: '😀'.repeat(30), contactPhone: phone })
    expect(long).toBe(`${'😀'.repeat(24)}, ${phone}`)
  })

  it('[O4] whether it may lend follows the role that the member has now', async () => {
    const admin = new Laptop(cloud, await signUp(cloud))
    const person = await addColleague(cloud, admin.person, TIMER)
    const laptop = await SigningLaptop.enrol(cloud, person)
    expect((await certified(laptop)).mayLend).toBe(true)
    await admin.accepted('changeMemberRole', { memberId: person.member.id, roleId: READ_ONLY.id })
    await laptop.renew()
    expect((await certified(laptop)).mayLend).toBe(false)
    const roleId = randomUUID()
    await admin.accepted('createRole', { roleId, name: 'Lender', permissions: ['share.lend'] })
    await admin.accepted('changeMemberRole', { memberId: person.member.id, roleId })
    await laptop.renew()
    expect((await certified(laptop)).mayLend).toBe(true)
  })

  it('[O10] [O4] a removed member and a revoked laptop get none', async () => {
    const admin = new Laptop(cloud, await signUp(cloud))
    const { person } = await colleagueOf(cloud, admin, TIMER.id)
    const [revoked, other] = [await SigningLaptop.enrol(cloud, person), await SigningLaptop.enrol(cloud, person)]
    await admin.accepted('revokeInstallation', { installationId: revoked.id })
    const publicKey = Buffer.from(revoked.key.publicKey).toString('base64url')
    const ask = async (laptop: Laptop, installationId: string) =>
      await laptop.ask('POST', '/v1/installations', { installationId, name: 'Again', publicKey })
    expect((await ask(revoked, revoked.id)).code).toBe('FORBIDDEN')
    expect((await ask(other, revoked.id)).code).toBe('FORBIDDEN')
    await admin.accepted('removeMember', { memberId: person.member.id })
    expect((await ask(other, other.id)).code).toBe('MEMBER_REMOVED')
    expect((await ask(admin, other.id)).code).toBe('NOT_FOUND')
  })

  it.each([['short'], ['A'.repeat(44)], ['+'.repeat(43)], [''], [17], ['ä'.repeat(43)]])(
    '[F4] what is no public key is refused: %j',
    async (publicKey) => {
      const laptop = new Laptop(cloud, await signUp(cloud))
      const body = { installationId: laptop.id, name: 'Laptop', publicKey }
      expect((await laptop.ask('POST', '/v1/installations', body)).code).toBe('MALFORMED')
    },
  )

  it('[F4] anybody learns whose signatures count, each key by its id', async () => {
    const { time, trust } = await readTrust(cloud)
    expect(Math.abs(Date.parse(time) - Date.parse(cloud.clock.now()))).toBeLessThan(30_000)
    expect(trust.roots.length).toBeGreaterThanOrEqual(2)
    for (const { kid, publicKey } of trust.roots) {
      const hash = createHash('sha256').update(publicKey).digest()
      expect(Buffer.from(kid).equals(hash.subarray(0, 8))).toBe(true)
    }
  })

  it('[F4] no private key leaves the cloud, and one that signs no more is gone', async () => {
    await rotateRootKeys(deps())
    const laptop = await SigningLaptop.enrol(cloud, await signUp(cloud))
    const rows = await cloud.database.db.selectFrom('rootKey').selectAll().execute()
    expect(rows.filter((row) => row.state === 'previous').map((row) => row.privateKey)).toContain(null)
    const answers = [
      (await request(cloud, 'GET', '/v1/trust')).text,
      (await laptop.ask('GET', '/v1/changes')).text,
      (await request(cloud, 'GET', '/openapi.json')).text,
      (await request(cloud, 'GET', '/metrics')).text,
    ].join('\n')
    const secrets = rows.flatMap(({ privateKey }) => (privateKey ? [Buffer.from(privateKey).subarray(-32)] : []))
    expect(secrets).toHaveLength(2)
    for (const secret of secrets) {
      for (const form of ['hex', 'base64', 'base64url'] as const) expect(answers).not.toContain(secret.toString(form))
    }
  })

  it('[F4] after a rotation the next key signs, and what the one before signed is good until it runs out', async () => {
    const owner = await SigningLaptop.enrol(cloud, await signUp(cloud))
    const taker = new Laptop(cloud, await signUp(cloud))
    const [first, second] = [owner.offer([await owner.newBox()]), owner.offer([await owner.newBox()])]
    const before = (await readTrust(cloud)).trust.roots
    await rotateRootKeys(deps())
    const after = (await readTrust(cloud)).trust.roots
    expect(after[0]).toEqual(before[1])
    expect(before).not.toContainEqual(after[1])
    expect(after).toContainEqual(before[0])
    expect((await certified(owner)).kid).toEqual(before[0]?.kid)
    await taker.accepted('acceptShareToken', { ticket: first.ticket })
    await owner.renew()
    expect((await certified(owner)).kid).toEqual(before[1]?.kid)
    await taker.accepted('acceptShareToken', { ticket: second.ticket })
    await cloud.advance(20 * DAY_MS)
    await taker.sync()
    await cloud.advance(10 * DAY_MS + 1)
    expect((await readTrust(cloud)).trust.roots).not.toContainEqual(before[0])
  })

  it('[F4] a ticket taken in time is good in the cloud, though its root key isn’t told of any more', async () => {
    const owner = await SigningLaptop.enrol(cloud, await signUp(cloud))
    const taker = new Laptop(cloud, await signUp(cloud))
    const box = await owner.newBox()
    await rotateRootKeys(deps())
    await cloud.advance(14 * DAY_MS)
    const { ticket } = owner.offer([box], { validity: '15d' })
    const givenAt = cloud.clock.now()
    await cloud.advance(1 * DAY_MS)
    await taker.sync()
    await cloud.advance(16 * DAY_MS)
    const roots = (await readTrust(cloud)).trust.roots
    expect(openCertificate(owner.certificate, { ...TRUST, roots })).toBe('unknown-root')
    await taker.accepted('acceptShareToken', { ticket }, { givenAt })
  })

  it('[F4] the list of loans that ended early is signed by the current root key, newest first', async () => {
    const owner = await SigningLaptop.enrol(cloud, await signUp(cloud, 'UNLIMITED'))
    const taker = await SigningLaptop.enrol(cloud, await signUp(cloud, 'UNLIMITED'))
    const lend = async () => await owner.lend((await owner.newBox()).boxId)
    const [revoked, returned, running, over] = [await lend(), await lend(), await lend(), await lend()]
    await taker.accepted('acceptShareToken', { token: returned.token })
    await owner.accepted('revokeShare', { loanId: over.loanId })
    expect((await ended()).loans.map(({ loanId }) => loanId)).toContain(over.loanId)
    await cloud.advance(2000)
    await taker.accepted('returnBox', { loanId: returned.loanId })
    await cloud.advance(2000)
    await owner.accepted('revokeShare', { loanId: revoked.loanId })
    const list = await ended()
    expect(Math.abs(Date.parse(cloud.clock.now()) - Date.parse(list.issuedAt))).toBeLessThan(30_000)
    const [one, two, three] = list.loans
    expect([one?.loanId, two?.loanId, three?.loanId]).toEqual([revoked.loanId, returned.loanId, over.loanId])
    await owner.sync()
    const endedAt = owner.records.get('loan', revoked.loanId)?.endedAt ?? ''
    expect(one?.endedAt).toBe(endedAt.replace(/\.\d+Z/, '.000Z'))
    expect(list.loans.map(({ loanId }) => loanId)).not.toContain(running.loanId)
    await cloud.advance(DAY_MS)
    expect((await ended()).loans).toEqual([])
  })

  async function ended() {
    const { trust, ended: text } = await readTrust(cloud)
    const bytes = readListText(text)
    if (typeof bytes === 'string') throw new Error(bytes)
    const [current] = trust.roots
    const payload = openByRoot(bytes, 'ended-list', { ...trust, roots: current ? [current] : [] })
    const list = typeof payload === 'string' ? undefined : readEndedList(payload)
    if (list === undefined) throw new Error(String(payload))
    return { issuedAt: list.issuedAt, loans: list.ended }
  }

  it('[F4] a key of somebody else’s can be shown, but gives nobody else’s name', async () => {
    const key = newKey()
    const one = await SigningLaptop.enrol(cloud, await signUp(cloud), key)
    const other = await SigningLaptop.enrol(cloud, await signUp(cloud), key)
    expect((await certified(one)).organisationId).toBe(one.organisationId)
    expect((await certified(other)).organisationId).toBe(other.organisationId)
  })
})
