import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { carryFile } from '../../../../electron/core/carry/carry-calls.ts'
import {
  type CarriedCommand,
  MOST_FILE_CHARACTERS,
  writeCarryFile,
} from '../../../../electron/core/carry/carry-file.ts'
import { nextBatch, takeOutcomes } from '../../../../electron/core/sync/intake.ts'
import { READ_ONLY, TIMER } from '../../../../shared/permissions.ts'
import { type CommandId, commandIdSchema, installationIdSchema, timePlus } from '../../../../shared/records/scalars.ts'
import { formatShareToken, newShareToken } from '../../../../shared/share-token.ts'
import { createSeededRandom } from '../../../../tools/box-simulator/seeded-random.ts'
import {
  put,
  record,
  SIERRA_ID,
  sierra,
  sierraBox,
  sierraEvent,
  sierraTimer,
  uuid,
} from '../../../support/sample-records.ts'
import { type DeskOwner, openTestDesk, refusedOutcome, SIERRAS, type TestDesk } from '../../../support/test-desk.ts'
import { testFolder } from '../../../support/test-folder.ts'
import {
  certificateText,
  certify,
  FIRST_BOX,
  lendOf,
  openCostas,
  receiveAt,
  trustRoots,
} from '../../../support/ticket-desks.ts'

const NOW = '2026-06-06T10:00:00.000Z'
const DAY_MS = 24 * 3_600_000
const colleague = record('member', { ...sierraTimer, id: uuid('a', 13), name: 'Luis', email: 'luis@sierra.example' })
const LUIS: DeskOwner = {
  ...{ member: colleague, organisation: sierra, keySeed: 23 },
  installationId: installationIdSchema.parse(uuid('d', 3)),
}
const EVENT_ID = sierraEvent().id

/** A laptop of Sierra's that has the event and two boxes, and all that it takes to sign. */
function openLaptop(owner: DeskOwner, roleOfAna = TIMER.id): TestDesk {
  const test = openTestDesk(testFolder(), NOW, owner)
  const boxes = [sierraBox(1), sierraBox(2)].map((box) => put('box', box))
  const members = [put('member', { ...sierraTimer, roleId: roleOfAna }), put('member', colleague)]
  test.receive([put('organisation', sierra), ...members, put('event', sierraEvent()), ...boxes])
  trustRoots(test)
  certify(test, owner)
  return test
}

function two(roleOfAna = TIMER.id) {
  return { ana: openLaptop(SIERRAS), luis: openLaptop(LUIS, roleOfAna) }
}

function made(test: TestDesk) {
  const file = carryFile(test)
  if (file.status !== 'made') throw new Error(file.status)
  return file
}

function give(test: TestDesk, type: string, args: Record<string, unknown>): CommandId {
  const [given] = test.desk.give([{ type, args }])
  if (given === undefined || given.status === 'refused') throw new Error(`${type}: ${JSON.stringify(given)}`)
  return given.id
}

function carried(type: string, args: CarriedCommand['args'], part: Partial<CarriedCommand> = {}): CarriedCommand {
  return { id: commandIdSchema.parse(randomUUID()), type, args, givenAt: NOW, dependsOn: [], offline: true, ...part }
}

/** A file with any commands in it, as a changed program could sign it. */
function forged(test: TestDesk, commands: readonly CarriedCommand[], at = NOW): string {
  const text = writeCarryFile(test.signer, { at, laptop: 'Trackside-2', member: 'Ana', commands: [...commands] })
  if (text === undefined) throw new Error('not signed')
  return text
}

const assign = (boxId: string = FIRST_BOX, part: Partial<CarriedCommand> = {}) =>
  carried('assignBox', { boxId, eventId: EVENT_ID }, part)

function waiting({ desk }: TestDesk): readonly string[] {
  return desk.outbox.map(({ type }) => type)
}

describe('what is carried', () => {
  it('[F8] under the same id, with the same content, and from which laptop, however often it is handed on', async () => {
    const { ana, luis } = two()
    const id = give(ana, 'assignBox', { boxId: FIRST_BOX, eventId: EVENT_ID })
    luis.wall.now = '2026-06-06T11:00:00.000Z'
    give(luis, 'editEvent', { eventId: EVENT_ID, name: 'Later' })
    expect(await receiveAt(luis, made(ana).text)).toMatchObject({ status: 'carried', taken: 1, known: 0 })
    const third = openLaptop({ ...SIERRAS, installationId: installationIdSchema.parse(uuid('d', 4)), keySeed: 24 })
    third.wall.now = luis.wall.now
    expect(await receiveAt(third, made(luis).text)).toMatchObject({ taken: 2 })
    const [sent] = nextBatch(ana.desk)
    expect(sent).not.toHaveProperty('carriedFrom')
    for (const test of [luis, third]) {
      const again = nextBatch(test.desk).find((command) => command.id === id)
      expect(again).toEqual({ ...sent, seq: expect.any(Number), carriedFrom: SIERRAS.installationId })
    }
  })

  it('[F8] [O7] runs, race entries, people and typed codes aren’t, nor what stands on them', () => {
    const { ana } = two()
    give(ana, 'assignBox', { boxId: FIRST_BOX, eventId: EVENT_ID })
    const token = formatShareToken(newShareToken(new Uint8Array(15).fill(7)))
    expect(ana.desk.give([{ type: 'acceptShareToken', args: { token } }])).toMatchObject([{ status: 'waiting' }])
    const code = ana.desk.outbox.at(-1)?.id
    if (code === undefined) throw new Error('nothing waits')
    ana.desk.give([{ type: 'editEvent', args: { eventId: EVENT_ID, name: 'After' }, dependsOn: [code] }])
    give(ana, 'startSession', { sessionId: randomUUID(), boxId: FIRST_BOX })
    give(ana, 'releaseBox', { boxId: FIRST_BOX })
    const file = made(ana)
    expect(file).toMatchObject({ commands: 1, about: { events: 0, boxes: 1, loans: 0 }, staying: 2 })
    const content = Buffer.from(file.text.slice(6).split('.')[0] ?? '', 'base64url').toString()
    expect(content).toContain('assignBox')
    for (const secret of [token, token.replaceAll('-', ''), 'startSession']) expect(content).not.toContain(secret)
  })

  it('[F4] a laptop without a certificate that is good now makes no file', () => {
    const { ana } = two()
    give(ana, 'assignBox', { boxId: FIRST_BOX, eventId: EVENT_ID })
    ana.wall.now = timePlus(NOW, 31 * DAY_MS)
    expect(carryFile(ana)).toEqual({ status: 'no-certificate' })
  })

  it('[F8] no more than 500 commands and 1 MiB: the first ones, and how many stay', async () => {
    const { ana, luis } = two()
    ana.desk.give(
      Array.from({ length: 600 }, (_, number) => ({
        type: 'editEvent',
        args: { eventId: EVENT_ID, name: `Name ${number}` },
      })),
    )
    const file = made(ana)
    expect(file).toMatchObject({ commands: 500, staying: 100 })
    expect(await receiveAt(luis, file.text)).toMatchObject({ taken: 500 })
    expect(luis.desk.records.get('event', EVENT_ID)?.name).toBe('Name 499')
    const large = openLaptop(SIERRAS)
    const notes = 'é'.repeat(1900)
    const ids = Array.from({ length: 400 }, () => randomUUID())
    large.desk.give(
      ids.map((eventId) => ({ type: 'createEvent', args: { eventId, name: 'Large', date: '2026-06-07', notes } })),
    )
    const largest = made(large)
    expect(largest.text.length).toBeLessThanOrEqual(MOST_FILE_CHARACTERS)
    expect(largest.commands + largest.staying).toBe(400)
    expect(largest.staying).toBeGreaterThan(0)
    expect(await receiveAt(openLaptop(LUIS), largest.text)).toMatchObject({ taken: largest.commands })
  })
})

describe('what is taken', () => {
  it('[F8] what the feed brought already is known, and isn’t given again', async () => {
    const { ana, luis } = two()
    const eventId = randomUUID()
    give(ana, 'createEvent', { eventId, name: 'Ridge run', date: '2026-06-07' })
    luis.receive([put('event', { ...sierraEvent(), id: eventId, name: 'Ridge run' })])
    expect(await receiveAt(luis, made(ana).text)).toMatchObject({ taken: 0, known: 1, refused: 0 })
    expect(waiting(luis)).toEqual([])
    expect(await receiveAt(luis, forged(ana, [carried('releaseBox', { boxId: FIRST_BOX })]))).toMatchObject({
      known: 1,
    })
  })

  it('[F8] what can’t be done here isn’t taken, with what stands on it; the rest is', async () => {
    const { ana, luis } = two()
    const lost = carried('createRace', { raceId: randomUUID(), eventId: randomUUID(), name: '10K' })
    const standsOnIt = assign(FIRST_BOX, { dependsOn: [lost.id] })
    const received = await receiveAt(luis, forged(ana, [lost, standsOnIt, assign(sierraBox(2).id)]))
    expect(received).toMatchObject({ taken: 1, known: 0, refused: 2 })
    expect(received).toMatchObject({
      notTaken: [
        { command: { type: 'createRace' }, code: 'NOT_FOUND' },
        { command: { type: 'assignBox' }, code: 'DEPENDS_ON_REFUSED' },
      ],
    })
    expect(waiting(luis)).toEqual(['assignBox'])
  })

  it('[F3] what the cloud refused here once, and a card told of, doesn’t come back by the same file', async () => {
    const { ana, luis } = two()
    const id = give(ana, 'assignBox', { boxId: FIRST_BOX, eventId: EVENT_ID })
    const { text } = made(ana)
    await receiveAt(luis, text)
    nextBatch(luis.desk)
    takeOutcomes(luis.desk, [refusedOutcome(id, 1, 'BOX_RESERVED')], luis.watch)
    expect(luis.store.cards.readOpen()).toHaveLength(1)
    expect(await receiveAt(luis, text)).toMatchObject({ taken: 0, notTaken: [{ code: 'BOX_RESERVED' }] })
    expect(waiting(luis)).toEqual([])
  })

  it('[F8] [L17] a ticket that is taken by file is in the ledger: scanned, it is ours', async () => {
    const { ana, luis } = two()
    const costas = openCostas(testFolder())
    costas.receive([put('box', { ...sierraBox(31), ownerId: uuid('a', 2), holderId: uuid('a', 2) })])
    const { ticket, loanIds } = lendOf(costas, [sierraBox(31).id])
    expect(await receiveAt(ana, ticket)).toMatchObject({ status: 'done' })
    expect(await receiveAt(luis, made(ana).text)).toMatchObject({ taken: 1 })
    expect(luis.desk.records.get('box', sierraBox(31).id)?.holderId).toBe(SIERRA_ID)
    expect(await receiveAt(luis, ticket)).toEqual({ status: 'ours', loanIds })
  })

  it('[F5] a command twice in one file is taken once', async () => {
    const { ana, luis } = two()
    const once = assign()
    expect(await receiveAt(luis, forged(ana, [once, once]))).toMatchObject({ taken: 1, known: 1 })
  })
})

describe('what isn’t believed', () => {
  it('[O4] nobody does by a colleague’s hand what he may not do himself', async () => {
    const { ana, luis } = two(READ_ONLY.id)
    const received = await receiveAt(luis, forged(ana, [assign()]))
    expect(received).toMatchObject({ taken: 0, notTaken: [{ code: 'FORBIDDEN', details: { bySigner: true } }] })
    expect(waiting(luis)).toEqual([])
  })

  it('[O4] nor what is no work for a file: people, roles, runs, codes', async () => {
    const { ana, luis } = two()
    const commands = [
      carried('removeMember', { memberId: colleague.id }),
      carried('startSession', { sessionId: randomUUID(), boxId: FIRST_BOX }),
      carried('acceptShareToken', { token: '7K3M9QXW2HDT4FBF' }),
      carried('nonsense', {}),
      carried('assignBox', { boxId: 'no id' }),
    ]
    const received = await receiveAt(luis, forged(ana, commands))
    expect(received).toMatchObject({ taken: 0, known: 0, refused: 5 })
    expect(waiting(luis)).toEqual([])
  })

  it('[O4] a new colleague whom this laptop doesn’t know lends only by the certificate', async () => {
    const { luis } = two()
    const newcomer: DeskOwner = { ...SIERRAS, member: record('member', { ...sierraTimer, id: uuid('a', 19) }) }
    const lending = () =>
      carried('createShareToken', { loanId: randomUUID(), boxId: FIRST_BOX, validity: '1d', tokenHash: 'a'.repeat(64) })
    const test = openLaptop(newcomer)
    certify(test, newcomer, { mayLend: false })
    expect(await receiveAt(luis, forged(test, [lending(), assign()]))).toMatchObject({ taken: 1, refused: 1 })
    certify(test, newcomer, { mayLend: true })
    expect(await receiveAt(luis, forged(test, [carried('releaseBox', { boxId: FIRST_BOX }), lending()]))).toMatchObject(
      { taken: 2 },
    )
  })

  it('[O10] a laptop that was taken back, or whose member was removed', async () => {
    const { ana, luis } = two()
    const text = forged(ana, [assign()])
    const { installationId: id, member } = SIERRAS
    const installation = { id, organisationId: SIERRA_ID, memberId: member.id, name: 'Trackside-2', lastSeenAt: NOW }
    luis.receive([put('installation', { ...installation, revokedAt: NOW })])
    const refused = { status: 'refused', code: 'TICKET_INVALID', details: { reason: 'file-laptop-gone' } }
    expect(await receiveAt(luis, text)).toEqual(refused)
    luis.receive([put('installation', installation), { kind: 'member', id: member.id, body: null }])
    expect(await receiveAt(luis, text)).toEqual(refused)
    expect(waiting(luis)).toEqual([])
  })

  it('[F6] a certificate that is over, and a file from what is still to come', async () => {
    const { ana, luis } = two()
    const ahead = forged(ana, [assign()], timePlus(NOW, 3_600_000))
    expect(await receiveAt(luis, ahead)).toMatchObject({ code: 'TICKET_CLOCK', details: { reason: 'issued-ahead' } })
    const text = forged(ana, [assign()])
    luis.wall.now = timePlus(NOW, 31 * DAY_MS)
    expect(await receiveAt(luis, text)).toMatchObject({ details: { reason: 'certificate-over' } })
    expect(waiting(luis)).toEqual([])
  })

  it('[O7] another organisation’s, one without a root, one that is too large, one signed by another key', async () => {
    const { ana, luis } = two()
    const text = forged(ana, [assign()])
    const costas = openCostas(testFolder())
    const reasonOf = async (given: string) => {
      const received = await receiveAt(luis, given)
      return received.status === 'refused' ? received.details?.['reason'] : received.status
    }
    expect(await reasonOf(forged(costas, [assign()]))).toBe('file-of-others')
    expect(await reasonOf(text + 'A'.repeat(MOST_FILE_CHARACTERS))).toBe('file-too-large')
    const [signed] = text.split('.')
    const [, other] = forged(costas, [assign()]).split('.')
    expect(await reasonOf(`${signed}.${other}`)).toBe('signature')
    const content = JSON.parse(Buffer.from(signed?.slice(6) ?? '', 'base64url').toString())
    const withRoot = { ...content, certificate: certificateText(LUIS) }
    expect(await reasonOf(`TRKF1:${Buffer.from(JSON.stringify(withRoot)).toString('base64url')}.${other}`)).toBe(
      'signature',
    )
    const unknown = openTestDesk(testFolder(), NOW, LUIS)
    expect(await receiveAt(unknown, text)).toMatchObject({ details: { reason: 'unknown-root' } })
    expect(waiting(luis)).toEqual([])
  })

  it('[F4] 3,000 files with something changed in them: none is taken, none breaks anything', async () => {
    const { ana, luis } = two()
    const text = forged(ana, [assign(), assign(sierraBox(2).id)])
    const random = createSeededRandom(6)
    const anywhere = (length: number) => Math.floor(random() * length)
    const letters = 'ABCDEFGHabcdefgh0123456789-_.:{} '
    for (let round = 0; round < 3000; round += 1) {
      const at = anywhere(text.length)
      const letter = letters[anywhere(letters.length)] ?? ''
      const changed = [
        text.slice(0, at) + letter + text.slice(at + 1),
        text.slice(0, at) + text.slice(at + 1 + anywhere(40)),
        text.slice(0, at),
      ][round % 3]
      if (changed === undefined || changed.replaceAll(/\s/g, '') === text) continue
      const received = await receiveAt(luis, changed)
      // Without its beginning it is no file of ours at all, but perhaps a mistyped code.
      expect(['refused', 'elsewhere']).toContain(received.status)
    }
    expect(waiting(luis)).toEqual([])
    expect(await receiveAt(luis, text)).toMatchObject({ taken: 2 })
  })
})
