import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_PASSINGS_BYTES, MAX_PASSINGS_PER_CALL } from '../../../shared/passings-api.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { Laptop, lentBox, signUp } from '../../support/laptop.ts'
import { pagesOf, passingAt, post, startRun } from '../../support/recorded.ts'

const AT = '2026-06-06T10:00:00.000Z'

describe.each(DATABASES)('passings that are none, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let boxId: string

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud))
    boxId = await owner.registerBox('BAD')
  })
  afterAll(() => cloud.close())

  it.each([
    ['a tag of 1,000 characters', { chip: 'x'.repeat(1000) }, 'chip'],
    ['no tag', { chip: undefined }, 'chip'],
    ['an empty tag', { chip: '  ' }, 'chip'],
    ['a NUL in the tag', { chip: 'a\u0000b' }, 'chip'],
    ['half a character in the tag', { chip: 'a\ud83d' }, 'chip'],
    ['a NUL in the bib', { bib: 'a\u0000b' }, 'bib'],
    ['half a character in the bib', { bib: '\udc00' }, 'bib'],
    ['a number below none', { number: -1 }, 'number'],
    ['a broken number', { number: 1.5 }, 'number'],
    ['a number beyond counting', { number: 2 ** 60 }, 'number'],
    ['a number as text', { number: '7' }, 'number'],
    ['no stamp', { at: undefined }, 'at'],
    ['a stamp that is none', { at: 'yesterday' }, 'at'],
    ['a day that there isn’t', { at: '2026-02-30T10:00:00Z' }, 'at'],
    ['the year 0', { at: '0000-01-01T00:00:00Z' }, 'at'],
    ['the year 10,000', { at: '9999-12-31T23:59:59-10:00' }, 'at'],
    ['an antenna beyond any', { antenna: 2 ** 40 }, 'antenna'],
    ['a signal without measure', { rssi: 1e308 }, 'rssi'],
    ['a place off the Earth', { latitude: 91 }, 'latitude'],
    ['a place beside the Earth', { longitude: -181 }, 'longitude'],
    ['a receipt that is none', { receivedAt: '' }, 'receivedAt'],
    ['too much beside it', { extra: { fill: 'x'.repeat(2000) } }, 'extra'],
    ['what is no object beside it', { extra: 'x' }, 'extra'],
  ])('[F5] with %s are refused by their place in the call, and nothing of it is stored', async (_, part, field) => {
    const good = passingAt(AT)
    const passings = [good, { ...passingAt(AT), ...part }, passingAt(AT)]
    const answer = await owner.ask('POST', '/v1/passings', { boxId, passings })
    expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
    const { error } = answer.json() as { error: { details: { fields: { field: string }[] } } }
    expect(new Set(error.details.fields.map((one) => one.field))).toEqual(new Set([`passings.1.${field}`]))
    expect(await post(owner, { boxId, passings: [good] })).toMatchObject({ stored: 1 })
  })

  it('[F5] names no more than 50 of thousands of faults', async () => {
    const passings = Array.from({ length: MAX_PASSINGS_PER_CALL }, () => ({}))
    const answer = await owner.ask('POST', '/v1/passings', { boxId, passings })
    expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
    expect(answer.json()).toMatchObject({ error: { details: { fields: { length: 50 } } } })
  })

  it.each([
    ['no box', { passings: [] }],
    ['a box that is no id', { boxId: 'x', passings: [] }],
    ['a run that is no id', { sessionId: 'x', passings: [] }],
    ['no passings', { passings: undefined }],
    ['passings that are no list', { passings: { 0: passingAt(AT) } }],
    ['an offset beyond time', { clockOffsetMs: 1e300, passings: [] }],
    ['an offset as text', { clockOffsetMs: '5', passings: [] }],
    ['a null for a passing', { passings: [null] }],
  ])('answers MALFORMED to %s', async (what, body) => {
    const given = what === 'no box' ? body : { boxId, ...body }
    const answer = await owner.ask('POST', '/v1/passings', given)
    expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
  })

  it('takes as many as a call may carry, and answers TOO_LARGE to one more, or to more bytes', async () => {
    const passings = Array.from({ length: MAX_PASSINGS_PER_CALL }, () => passingAt(AT))
    expect(await post(owner, { boxId, passings })).toMatchObject({ stored: MAX_PASSINGS_PER_CALL })
    const more = await owner.ask('POST', '/v1/passings', { boxId, passings: [...passings, passingAt(AT)] })
    expect([more.status, more.code]).toEqual([413, 'TOO_LARGE'])
    const heavy = await owner.ask('POST', '/v1/passings', { boxId, fill: 'x'.repeat(MAX_PASSINGS_BYTES) })
    expect([heavy.status, heavy.code]).toEqual([413, 'TOO_LARGE'])
  })

  it('what is strange but can be is kept as it is', async () => {
    const strangeId = await owner.registerBox('STRANGE')
    const passings = [
      passingAt('0001-01-01T00:00:00.000Z', { chip: '\\ " \' {} , NULL %s', number: 0 }),
      passingAt('9999-12-31T23:59:59.999Z', { chip: '终点 🚴🏽', number: Number.MAX_SAFE_INTEGER, rssi: -0.125 }),
      passingAt(AT, { bib: 'NULL', extra: { 'a\u0000': ['\ud83d', null, { 'b\udc00': 1e-300 }], __proto: true } }),
      passingAt(AT, { chip: 'x'.repeat(100), bib: 'y'.repeat(100), latitude: -90, longitude: 180 }),
    ]
    expect(await post(owner, { boxId: strangeId, passings, clockOffsetMs: 4e12 })).toMatchObject({ stored: 4 })
    expect(await post(owner, { boxId: strangeId, passings, clockOffsetMs: -4e12 })).toMatchObject({ known: 4 })
    expect(await pagesOf(owner, `boxes/${strangeId}`)).toMatchObject(passings)
  })

  it('keeps no field of its own that a caller sends', async () => {
    const forgedId = await owner.registerBox('FORGED')
    const forged = { seq: 9, countedAt: AT, countedBy: 'stamp', organisationId: randomUUID(), boxId: randomUUID() }
    const passing = passingAt('1970-01-01T00:00:00.000Z')
    await post(owner, { boxId: forgedId, passings: [{ ...passing, ...forged }] })
    const [kept] = await pagesOf(owner, `boxes/${forgedId}`)
    expect(kept).toMatchObject({ ...passing, seq: 1, boxId: forgedId, countedBy: 'received' })
  })

  it('[O7] a stranger posts nothing to a box and reads nothing of it, nor of a run, whatever id it knows', async () => {
    const [recipient, stranger] = [new Laptop(cloud, await signUp(cloud)), new Laptop(cloud, await signUp(cloud))]
    const lent = await lentBox(owner, recipient)
    const sessionId = await startRun(recipient, lent.boxId)
    const secret = passingAt(cloud.clock.now(), { chip: 'SECRET' })
    await post(recipient, { boxId: lent.boxId, sessionId, passings: [secret] })
    const ownId = await stranger.registerBox('OWN')
    const ask = async (laptop: Laptop, path: string, body?: object) => {
      const answer = await laptop.ask(body ? 'POST' : 'GET', path, body)
      expect(answer.text).not.toContain('SECRET')
      return answer.code ?? answer.json()
    }
    const passings = [passingAt(cloud.clock.now())]
    for (const id of [lent.boxId, randomUUID()]) {
      expect(await ask(stranger, '/v1/passings', { boxId: id, passings })).toBe('NOT_FOUND')
      expect(await ask(stranger, `/v1/boxes/${id}/passings`)).toBe('NOT_FOUND')
    }
    for (const laptop of [stranger, owner]) {
      expect(await ask(laptop, `/v1/sessions/${sessionId}/passings`)).toBe('NOT_FOUND')
    }
    expect(await ask(owner, `/v1/boxes/${lent.boxId}/passings`)).toEqual({ passings: [], more: false })
    // Another one's run, or one of another box, counts as none.
    const woven = { boxId: ownId, sessionId, passings: [secret] }
    expect(await ask(stranger, '/v1/passings', woven)).toEqual({ stored: 1, known: 0, setAside: 0 })
    const [stored] = (await pagesOf(stranger, `boxes/${ownId}`)) ?? []
    expect(stored).toMatchObject({ boxId: ownId })
    expect(stored).not.toHaveProperty('sessionId')
    const otherId = await recipient.registerBox('OTHER')
    await post(recipient, { ...woven, boxId: otherId })
    expect(await pagesOf(recipient, `sessions/${sessionId}`)).toHaveLength(1)
  })

  it.each(['limit=0', 'limit=5001', 'after=-1', 'after=x', 'from=yesterday', 'to=', 'after=1e30'])(
    'answers MALFORMED to the page %s',
    async (query) => {
      const answer = await owner.ask('GET', `/v1/boxes/${boxId}/passings?${query}`)
      expect([answer.status, answer.code]).toEqual([400, 'MALFORMED'])
    },
  )

  it('answers MALFORMED to ids that are none, and SIGNED_OUT to nobody', async () => {
    for (const path of ['/v1/boxes/x/passings', '/v1/sessions/%00/passings']) {
      expect((await owner.ask('GET', path)).code).toBe('MALFORMED')
    }
    const nobody = new Laptop(cloud, { ...owner.person, token: 'x'.repeat(40) })
    expect((await nobody.ask('POST', '/v1/passings', { boxId, passings: [] })).code).toBe('SIGNED_OUT')
  })
})
