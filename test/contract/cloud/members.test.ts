import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedInSchema } from '../../../shared/cloud-api.ts'
import { ADMIN, READ_ONLY, TIMER } from '../../../shared/permissions.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, PASSWORD, request, signIn, signUp } from '../../support/laptop.ts'
import { eventually, listen } from '../../support/listen.ts'
import { acceptInvitation, colleagueOf, invite, newInvitation } from '../../support/sharing.ts'

const DAY_MS = 24 * 3_600_000

describe.each(DATABASES)('members, on %s', (kind) => {
  let cloud: RunningCloud
  let admin: Laptop

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    admin = new Laptop(cloud, await signUp(cloud))
  })
  afterAll(() => cloud.close())

  const accept = (code: string) => acceptInvitation(cloud, code)
  const attemptSignIn = (email: string, password = PASSWORD) =>
    request(cloud, 'POST', '/v1/auth/sign-in', { body: { email, password } })
  const seenMembers = async (laptop: Laptop) => {
    await laptop.sync()
    return [...laptop.records.all('member')].map((member) => member.email)
  }

  describe('an invitation', () => {
    it('[O6] by address and role makes a member, who is signed in at once', async () => {
      const { code, email, invitationId, codeHash } = await invite(admin, READ_ONLY.id)
      await admin.sync()
      const invitation = admin.records.get('invitation', invitationId)
      expect(invitation).toEqual({
        ...{ id: invitationId, organisationId: admin.organisationId, email, roleId: READ_ONLY.id },
        ...{ createdAt: expect.any(String), expiresAt: expect.any(String) },
      })
      const lasts = Date.parse(invitation?.expiresAt ?? '') - Date.parse(invitation?.createdAt ?? '')
      expect(lasts).toBe(7 * DAY_MS)

      const answer = await acceptInvitation(cloud, code, 'Nora New')
      expect(answer.status).toBe(200)
      const person = signedInSchema.parse(answer.json())
      expect(person.member).toMatchObject({ name: 'Nora New', email, roleId: READ_ONLY.id })
      expect(person.organisation.id).toBe(admin.organisationId)
      const told = await admin.sync()
      expect(told).toContainEqual({ kind: 'invitation', id: invitationId, body: null })
      expect(told).toContainEqual({ kind: 'member', id: person.member.id, body: person.member })
      const laptop = new Laptop(cloud, person)
      await laptop.sync()
      expect(laptop.records.get('member', person.member.id)).toEqual(person.member)
      expect((await signIn(cloud, email)).member).toEqual(person.member)

      const kept = JSON.stringify([
        await cloud.database.db.selectFrom('feed').select('body').execute(),
        await cloud.database.db.selectFrom('command').select('outcome').execute(),
      ])
      expect(kept).not.toContain(code.replaceAll(' ', ''))
      expect(kept).not.toContain(codeHash)
    })

    it('[O6] is read however it is typed, and valid once', async () => {
      const { code } = await invite(admin)
      expect((await accept(code.toLowerCase().replaceAll(' ', '-'))).status).toBe(200)
      const again = await accept(code)
      expect([again.status, again.code]).toEqual([404, 'INVITATION_INVALID'])
    })

    it('[O6] of two who accept it in the same moment makes one a member', async () => {
      const { code, email } = await invite(admin)
      const answers = await Promise.all([accept(code), accept(code), accept(code)])
      expect(answers.map((answer) => answer.code ?? 'in').toSorted()).toEqual([
        ...['INVITATION_INVALID', 'INVITATION_INVALID', 'in'],
      ])
      expect((await seenMembers(admin)).filter((each) => each === email)).toHaveLength(1)
    })

    it('[O6] is over after 7 days, when it is withdrawn, and when the same address is invited again', async () => {
      const [old, withdrawn, earlier] = [await invite(admin), await invite(admin), await invite(admin)]
      await admin.accepted('withdrawInvitation', { invitationId: withdrawn.invitationId })
      const later = await invite(admin, TIMER.id, earlier.email)
      for (const { code } of [withdrawn, earlier]) expect((await accept(code)).code).toBe('INVITATION_INVALID')
      expect((await accept(later.code)).status).toBe(200)
      cloud.clock.advance(7 * DAY_MS)
      expect((await accept(old.code)).code).toBe('INVITATION_INVALID')
      await admin.sync()
      expect(admin.records.get('invitation', old.invitationId)).toBeDefined()
      expect((await accept((await invite(admin, TIMER.id, old.email)).code)).status).toBe(200)
    })

    it.each([
      '',
      'hello',
      'J7K3M 9QXW 2HDT 4FBF',
      'J7K3M 9QXW 2HDT 4FBG',
      '7K3M 9QXW 2HDT 4FBF',
      'P7K3M 9QXW 2HDT 4FBF',
    ])('[O6] is none behind the code %j', async (code) => {
      const answer = await accept(code)
      expect([answer.status, answer.code]).toEqual([404, 'INVITATION_INVALID'])
    })

    it('[O6] needs a name and a good password, and isn’t used up by worse', async () => {
      const { code } = await invite(admin)
      for (const body of [
        { code, name: '', password: PASSWORD },
        { code, name: 'Night\u202e', password: PASSWORD },
        { code, name: 'Nora', password: 'short' },
        { name: 'Nora', password: PASSWORD },
      ]) {
        expect((await request(cloud, 'POST', '/v1/invitations/accept', { body })).code).toBe('MALFORMED')
      }
      expect((await accept(code)).status).toBe(200)
    })

    it('[O6] can’t be given another’s code, and says so to whoever tries', async () => {
      const { codeHash } = await invite(admin)
      const other = new Laptop(cloud, await signUp(cloud))
      for (const laptop of [admin, other]) {
        const args = { ...newInvitation(), codeHash, roleId: TIMER.id }
        const { code: _, ...invitation } = args
        expect(await laptop.refused('inviteMember', invitation)).toEqual({
          code: 'COMMAND_INVALID',
          details: { fields: [{ field: 'codeHash', problem: 'taken' }] },
        })
      }
    })

    it('[O6] one address, one organisation: where it is a member anywhere, the invitation waits', async () => {
      const other = new Laptop(cloud, await signUp(cloud))
      const { email } = other.person.member
      const { code, invitationId } = await invite(admin, TIMER.id, email)
      const answer = await accept(code)
      expect([answer.status, answer.code]).toEqual([409, 'EMAIL_TAKEN'])
      // O7
      expect(answer.text).not.toContain(other.person.organisation.name)
      await admin.sync()
      expect(admin.records.get('invitation', invitationId)).toBeDefined()
      const own = { ...newInvitation(admin.person.member.email), roleId: TIMER.id }
      const { code: _, ...invitation } = own
      expect((await admin.refused('inviteMember', invitation)).details).toEqual({
        fields: [{ field: 'email', problem: 'taken' }],
      })
      // Who left there can come here.
      const second = await colleagueOf(cloud, other, ADMIN.id)
      await second.accepted('removeMember', { memberId: other.person.member.id })
      expect((await accept(code)).status).toBe(200)
    })
  })

  describe('a removed member', () => {
    it('[O10] is told so, everywhere; its streams end, and its laptops with it', async () => {
      const member = await colleagueOf(cloud, admin, TIMER.id)
      await member.send([])
      const stream = await listen(cloud, member.person.token)
      await admin.accepted('removeMember', { memberId: member.person.member.id })
      await eventually(() => expect(stream.ended()).toBe(true))
      const answers = [
        await member.ask('GET', '/v1/me'),
        await member.ask('GET', '/v1/changes'),
        await member.ask('GET', '/v1/stream'),
        await member.send([]),
      ]
      expect(answers.map(({ status, code }) => [status, code])).toEqual(Array(4).fill([401, 'MEMBER_REMOVED']))
      expect((await attemptSignIn(member.person.member.email)).code).toBe('MEMBER_REMOVED')
      await admin.sync()
      expect(admin.records.get('member', member.person.member.id)).toBeUndefined()
      expect(admin.records.get('installation', member.id)).toHaveProperty('revokedAt')
    })

    it('[O6] can be invited again, there or elsewhere, and is then who that password says', async () => {
      const { code, email } = await invite(admin)
      const first = signedInSchema.parse((await accept(code)).json())
      await admin.accepted('removeMember', { memberId: first.member.id })
      const other = new Laptop(cloud, await signUp(cloud))
      const elsewhere = await invite(other, TIMER.id, email)
      const body = { code: elsewhere.code, name: 'Nora', password: 'another horse battery' }
      const answer = await request(cloud, 'POST', '/v1/invitations/accept', { body })
      const second = signedInSchema.parse(answer.json())
      expect(second.member.id).not.toBe(first.member.id)
      expect((await attemptSignIn(email)).code).toBe('CREDENTIALS_WRONG')
      expect((await signIn(cloud, email, body.password)).organisation.id).toBe(other.organisationId)
      expect((await request(cloud, 'GET', '/v1/me', { token: first.token })).code).toBe('MEMBER_REMOVED')
      // It is taken once more.
      const back = await invite(admin, TIMER.id, email)
      expect((await accept(back.code)).code).toBe('EMAIL_TAKEN')
    })
  })

  it('[O5] the last ADMIN stays, and stays one', async () => {
    const office = new Laptop(cloud, await signUp(cloud))
    const { id: memberId, name: memberName } = office.person.member
    const lastAdmin = { code: 'LAST_ADMIN', details: { memberName } }
    expect(await office.refused('removeMember', { memberId })).toEqual(lastAdmin)
    expect(await office.refused('changeMemberRole', { memberId, roleId: TIMER.id })).toEqual(lastAdmin)
    await office.accepted('changeMemberRole', { memberId, roleId: ADMIN.id })
    const second = await colleagueOf(cloud, office, ADMIN.id)
    await second.accepted('changeMemberRole', { memberId, roleId: TIMER.id })
    expect((await office.refused('removeMember', { memberId: second.person.member.id })).code).toBe('FORBIDDEN')
    const own = { memberId: second.person.member.id }
    expect((await second.refused('removeMember', own)).code).toBe('LAST_ADMIN')
  })

  it('[O5] two ADMINs who demote or remove each other in the same moment: one of them stays', async () => {
    for (const act of ['changeMemberRole', 'removeMember'] as const) {
      const first = new Laptop(cloud, await signUp(cloud))
      const second = await colleagueOf(cloud, first, ADMIN.id)
      await Promise.all([first.send([]), second.send([])])
      const against = (laptop: Laptop) => ({ memberId: laptop.person.member.id, roleId: TIMER.id })
      const give = (by: Laptop, target: Laptop) =>
        by.send([{ seq: by.nextSeq, id: randomUUID(), type: act, args: against(target) }])
      const answers = await Promise.all([give(first, second), give(second, first)])
      expect(answers.filter((answer) => answer.text.includes('"accepted"'))).toHaveLength(1)
      // Who was removed meanwhile hears of that, and not of the laptop that went with it.
      const lost = answers.find((answer) => !answer.text.includes('"accepted"'))
      expect(lost?.code).toBe(act === 'removeMember' ? 'MEMBER_REMOVED' : undefined)
      const { db } = cloud.database
      const query = db.selectFrom('member').select('id').where('organisationId', '=', first.organisationId)
      const admins = await query.where('roleId', '=', ADMIN.id).where('removedAt', 'is', null).execute()
      expect(admins).toHaveLength(1)
    }
  })

  describe('a revoked laptop', () => {
    const revoked = { code: 'FORBIDDEN', details: { reason: 'INSTALLATION_REVOKED' } }
    const errorOf = (answer: { json(): unknown }) => {
      const { code, details } = (answer.json() as { error: { code: string; details?: object } }).error
      return { code, details }
    }

    it('[O2] [O10] is refused whatever it asks for, its stream ends, and the member’s other laptops go on', async () => {
      const member = await colleagueOf(cloud, admin, TIMER.id)
      const other = new Laptop(cloud, await signIn(cloud, member.person.member.email))
      await Promise.all([member.send([]), other.send([])])
      const [stream, others] = [await listen(cloud, member.person.token), await listen(cloud, other.person.token)]
      await admin.accepted('revokeInstallation', { installationId: member.id })
      await eventually(() => expect(stream.ended()).toBe(true))
      const { token } = member.person
      const answers = [
        await request(cloud, 'GET', '/v1/me', { token }),
        await request(cloud, 'GET', '/v1/changes', { token }),
        await request(cloud, 'GET', '/v1/stream', { token }),
        await request(cloud, 'POST', '/v1/auth/sign-out', { token }),
        await member.send([]),
      ]
      for (const answer of answers) expect([answer.status, errorOf(answer)]).toEqual([403, revoked])
      expect((await other.ask('GET', '/v1/me')).status).toBe(200)
      expect(others.ended()).toBe(false)
      others.leave()
      await admin.sync()
      expect(admin.records.get('installation', member.id)).toHaveProperty('revokedAt')
      // Nothing more happens to it.
      await admin.accepted('revokeInstallation', { installationId: member.id })
    })

    it('[O10] can’t be named by another sign-in of the member, but a new one can be enrolled', async () => {
      const member = await colleagueOf(cloud, admin, TIMER.id)
      await member.send([])
      await admin.accepted('revokeInstallation', { installationId: member.id })
      const again = await signIn(cloud, member.person.member.email)
      const same = new Laptop(cloud, again, member.id)
      const body = { installationId: member.id, name: 'Mine' }
      const answers = [
        await same.ask('GET', '/v1/me'),
        await same.send([]),
        await request(cloud, 'POST', '/v1/installations', { token: again.token, body }),
        await request(cloud, 'POST', '/v1/commands', {
          ...{ token: again.token, body: { installationId: member.id, commands: [] } },
        }),
      ]
      for (const answer of answers) expect([answer.status, errorOf(answer)]).toEqual([403, revoked])
      const fresh = new Laptop(cloud, again)
      expect((await fresh.send([])).status).toBe(200)
      expect((await same.ask('GET', '/v1/me')).status).toBe(403)
    })

    it('[O2] can end itself, and two that end each other don’t wait for ever', async () => {
      const one = new Laptop(cloud, await signUp(cloud))
      const second = new Laptop(cloud, await signIn(cloud, one.person.member.email))
      await Promise.all([one.send([]), second.send([])])
      const revoke = (by: Laptop, target: Laptop) =>
        by.send([{ seq: 1, id: randomUUID(), type: 'revokeInstallation', args: { installationId: target.id } }])
      const answers = await Promise.all([revoke(one, second), revoke(second, one)])
      expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 403])
      const left = answers[0]?.status === 200 ? one : second
      left.nextSeq = 2
      await left.accepted('revokeInstallation', { installationId: left.id })
      expect((await left.ask('GET', '/v1/me')).code).toBe('FORBIDDEN')
    })
  })

  it('[O9] a contact that changes reaches all who deal with the organisation', async () => {
    const partner = new Laptop(cloud, await signUp(cloud))
    const { token } = await admin.lend(await admin.registerBox('CONTACT'))
    await partner.accepted('acceptShareToken', { token })
    await partner.sync()
    const since = partner.records.get('partner', admin.organisationId)?.since
    await admin.accepted('editOrganisation', { contactName: 'Marta', contactPhone: '+34 600 000 101' })
    await Promise.all([admin.sync(), partner.sync()])
    const contact = { contactName: 'Marta', contactPhone: '+34 600 000 101' }
    expect(admin.records.get('organisation', admin.organisationId)).toMatchObject(contact)
    expect(partner.records.get('partner', admin.organisationId)).toMatchObject({ ...contact, since })
    expect(partner.records.get('partner', admin.organisationId)).not.toHaveProperty('sharingCode')
    await admin.accepted('editOrganisation', { contactPhone: null })
    await partner.sync()
    expect(partner.records.get('partner', admin.organisationId)).not.toHaveProperty('contactPhone')
  })
})

describe('limits', () => {
  it('[O6] stops guessing invitations from one computer, for a while', async () => {
    const cloud = await startCloud(await openDatabase('PGlite'), { limitFactor: 1 })
    const admin = new Laptop(cloud, await signUp(cloud))
    const { code } = await invite(admin)
    for (let round = 0; round < 30; round += 1) {
      expect((await acceptInvitation(cloud, newInvitation().code)).code).toBe('INVITATION_INVALID')
    }
    const stopped = await acceptInvitation(cloud, code)
    expect([stopped.status, stopped.code]).toEqual([429, 'TOO_MANY'])
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
    await cloud.advance(60_000)
    expect((await acceptInvitation(cloud, code)).status).toBe(200)
    await cloud.close()
  })
})
