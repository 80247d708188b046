import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { carryFile } from '../../../electron/core/carry/carry-calls.ts'
import { MOST_FILE_CHARACTERS } from '../../../electron/core/carry/carry-file.ts'
import { commandDefinitions } from '../../../shared/commands/commands.ts'
import { installationIdSchema } from '../../../shared/records/scalars.ts'
import { put, record, sierra, sierraBox, sierraEvent, sierraTimer, uuid } from '../../support/sample-records.ts'
import { type DeskOwner, openTestDesk, SIERRAS, type TestDesk } from '../../support/test-desk.ts'
import { testFolder } from '../../support/test-folder.ts'
import { certify, FIRST_BOX, openCostas, receiveAt, trustRoots } from '../../support/ticket-desks.ts'
import { anyText, type Hints, type JsonSchema, spoiltText } from './json-values.ts'
import { mutatedBytes } from './mutated.ts'
import { FUZZ_TIMEOUT_MS, scaled } from './scale.ts'

const PREFIX = 'TRKF1:'
const EVENT_ID = sierraEvent().id
const colleague = record('member', { ...sierraTimer, id: uuid('a', 13), name: 'Luis', email: 'luis@sierra.example' })
const LUIS: DeskOwner = {
  ...{ member: colleague, organisation: sierra, keySeed: 23 },
  installationId: installationIdSchema.parse(uuid('d', 3)),
}

function openLaptop(owner: DeskOwner): TestDesk {
  const test = openTestDesk(testFolder(), undefined, owner)
  const boxes = [sierraBox(1), sierraBox(2)].map((box) => put('box', box))
  const members = [put('member', sierraTimer), put('member', colleague)]
  test.receive([put('organisation', sierra), ...members, put('event', sierraEvent()), ...boxes])
  trustRoots(test)
  certify(test, owner)
  onTestFinished(() => test.close())
  return test
}

function madeBy(test: TestDesk): string {
  const file = carryFile(test)
  if (file.status !== 'made') throw new Error(file.status)
  return file.text
}

/** Ana's file, with two commands, and Luis, who is to take it. */
function handedOver(): { ana: TestDesk; luis: TestDesk; text: string } {
  const [ana, luis] = [openLaptop(SIERRAS), openLaptop(LUIS)]
  ana.desk.give([
    { type: 'assignBox', args: { boxId: FIRST_BOX, eventId: EVENT_ID } },
    { type: 'editEvent', args: { eventId: EVENT_ID, name: 'Later' } },
  ])
  return { ana, luis, text: madeBy(ana) }
}

function contentOf(text: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(text.slice(PREFIX.length).split('.')[0] ?? '', 'base64url').toString()) as never
}

/** As a changed program of a colleague could sign it: any content, with a signature that is good. */
function signed(by: TestDesk, content: string): string {
  const made = by.signer.signBytes(() => Buffer.from(PREFIX + Buffer.from(content).toString('base64url')))
  if (made === undefined) throw new Error('not signed')
  return `${Buffer.from(made.message).toString()}.${Buffer.from(made.signature).toString('base64url')}`
}

/** Nothing of it was taken, and it was said why. */
async function expectRefused(test: TestDesk, text: string): Promise<void> {
  const { status } = await receiveAt(test, text)
  expect(status).not.toBe('carried')
  expect(test.desk.outbox).toEqual([])
}

it(
  '[F8] a file that was changed or cut is taken by nobody',
  async () => {
    const { luis, text } = handedOver()
    const letters = mutatedBytes(new Uint8Array(Buffer.from(text))).map((bytes) =>
      Buffer.from(bytes).toString('latin1'),
    )
    const [head = '', signature = ''] = text.split('.')
    const inside = mutatedBytes(new Uint8Array(Buffer.from(head.slice(PREFIX.length), 'base64url'))).map(
      (bytes) => `${PREFIX}${Buffer.from(bytes).toString('base64url')}.${signature}`,
    )
    const changed = fc.oneof(letters, inside).filter((one) => one.replaceAll(/\s/g, '') !== text)
    await fc.assert(
      fc.asyncProperty(changed, (one) => expectRefused(luis, one)),
      scaled(400),
    )
    expect(await receiveAt(luis, text)).toMatchObject({ status: 'carried', taken: 2 })
  },
  FUZZ_TIMEOUT_MS,
)

it(
  '[O4] [F8] whatever a colleague’s changed program signs is refused, or taken as far as that colleague may',
  async () => {
    const { ana, luis, text } = handedOver()
    const told: string[] = []
    await fc.assert(
      fc.asyncProperty(spoiltText(contentOf(text)), async (content) => {
        told.push((await receiveAt(luis, signed(ana, content))).status)
      }),
      scaled(150),
    )
    expect(new Set(told)).toEqual(new Set(['refused', 'carried']))
    const hints: Hints = { uuid: [FIRST_BOX, EVENT_ID, sierraTimer.id, colleague.id] }
    for (const [type, { args }] of Object.entries(commandDefinitions)) {
      const schema = z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' }) as JsonSchema
      await fc.assert(
        fc.asyncProperty(anyText(schema, hints), fc.uuid({ version: 4 }), async (argsText, id) => {
          const command = `{"id":"${id}","type":"${type}","args":${argsText},"givenAt":"${ana.wall.now}","dependsOn":[],"offline":true}`
          const { commands: _, ...rest } = contentOf(text)
          const content = `${JSON.stringify(rest).slice(0, -1)},"commands":[${command}]}`
          const { status } = await receiveAt(luis, signed(ana, content))
          expect(['refused', 'carried']).toContain(status)
        }),
        scaled(5),
      )
    }
    const kinds = new Set(luis.desk.outbox.map(({ type }) => type))
    for (const never of ['removeMember', 'changeMemberRole', 'inviteMember', 'startSession', 'acceptShareToken']) {
      expect(kinds).not.toContain(never)
    }
    // Whatever was taken, the laptop works on.
    expect(luis.desk.give([{ type: 'editEvent', args: { eventId: EVENT_ID, name: 'Works on' } }])).toMatchObject([
      { status: 'done' },
    ])
  },
  FUZZ_TIMEOUT_MS,
)

it('[O7] a file of another organisation, or signed by another key than its certificate’s, is taken by nobody', async () => {
  const { ana, luis, text } = handedOver()
  const costas = openCostas(testFolder())
  onTestFinished(() => costas.close())
  costas.desk.give([{ type: 'editEvent', args: { eventId: uuid('e', 2), name: 'Later' } }])
  await expectRefused(luis, madeBy(costas))
  // Ana's certificate and commands, under Costa's signature; Ana's words under Costa's certificate.
  await expectRefused(luis, signed(costas, JSON.stringify(contentOf(text))))
  const { certificate } = contentOf(madeBy(costas))
  await expectRefused(luis, signed(ana, JSON.stringify({ ...contentOf(text), certificate })))
})

it('[F8] what is huge, deep, or a file in a file, is refused at once', async () => {
  const { ana, luis, text } = handedOver()
  const { commands: _, ...rest } = contentOf(text)
  const withCommands = (commands: string) => signed(ana, `${JSON.stringify(rest).slice(0, -1)},"commands":${commands}}`)
  const carried = (args: string) =>
    `[{"id":"${crypto.randomUUID()}","type":"editEvent","args":${args},"givenAt":"${ana.wall.now}","dependsOn":[],"offline":true}]`
  const deep = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`
  const huge = [
    PREFIX + 'A'.repeat(50_000_000),
    ' '.repeat(2 * MOST_FILE_CHARACTERS) + text,
    `${PREFIX}${'A'.repeat(MOST_FILE_CHARACTERS - 200)}.${'A'.repeat(86)}`,
    withCommands('['.repeat(300_000)),
    withCommands(`${'['.repeat(300_000)}${']'.repeat(300_000)}`),
    withCommands(`[${Array(20_000).fill('{}').join(',')}]`),
  ]
  for (const one of huge) await expectRefused(luis, one)
  // In a command that is well formed otherwise.
  for (const args of [deep(5000), deep(100_000), JSON.stringify({ eventId: EVENT_ID, name: text })]) {
    const received = await receiveAt(luis, withCommands(carried(args)))
    expect(received.status === 'carried' ? received.taken : 0).toBe(0)
  }
  for (const nested of [
    PREFIX + Buffer.from(text).toString('base64url') + text.slice(text.indexOf('.')),
    text + text,
    `${PREFIX}${text}`,
    signed(ana, text),
    signed(ana, JSON.stringify(text)),
    signed(ana, JSON.stringify([contentOf(text)])),
  ]) {
    await expectRefused(luis, nested)
  }
  expect(await receiveAt(luis, text)).toMatchObject({ status: 'carried', taken: 2 })
}, 60_000)
