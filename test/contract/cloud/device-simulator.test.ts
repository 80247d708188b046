import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { SimulatedBox } from '../../../tools/box-simulator/simulated-box.ts'
import { startSimulatedBoxes } from '../../../tools/box-simulator/simulated-boxes.ts'
import { connectToBox } from '../../support/box-connection.ts'
import { DATABASES, openDatabase, type RunningCloud, startCloud } from '../../support/cloud.ts'
import { startCuttableNetwork } from '../../support/cuttable-network.ts'
import { boundBox, Device } from '../../support/device-calls.ts'
import { Laptop, signUp } from '../../support/laptop.ts'

const MINUTE_MS = 60_000
const WITHIN = { timeout: 15_000 }

interface TcpPassing {
  readonly epc: string
  readonly timestamp: string
  readonly passingNumber: number
}

describe.each(DATABASES)('boxes that send by themselves, on %s', (kind) => {
  let cloud: RunningCloud
  let owner: Laptop
  let recipient: Laptop
  let owners: Device

  beforeAll(async () => {
    cloud = await startCloud(await openDatabase(kind))
    owner = new Laptop(cloud, await signUp(cloud))
    recipient = new Laptop(cloud, await signUp(cloud))
    owners = await Device.of(cloud, owner)
  })
  afterAll(() => cloud.close())

  /** An own box with a key of its own, on a wire to the cloud that can be cut. */
  async function sendingBox() {
    const { boxId, serial, deviceId } = await boundBox(owner, owners)
    const own = await Device.of(cloud, owner, 'WRITE', boxId)
    const wire = await startCuttableNetwork(cloud.url)
    const states: string[] = []
    const now = () => Date.parse(cloud.clock.now())
    const entry = { serial, alias: '', model: 'CloudBox', port: 0, batteryPercent: 90, sendsPassings: true }
    const simulated = await startSimulatedBoxes([{ ...entry, deviceId, cloudUrl: wire.url, apiKey: own.key }], {
      ...{ now, seed: 1, ratePerSecond: 0, sendingIntervalMs: 20 },
      onSending: (_serial, state) => states.push(state),
    })
    onTestFinished(async () => {
      await simulated.close()
      await wire.close()
    })
    const [box] = simulated.boxes
    if (box === undefined) throw new Error('no box')
    return { boxId, deviceId, box, wire, states }
  }

  function pass(box: SimulatedBox, count: number): void {
    for (let made = 0; made < count; made += 1) box.record({ epc: `3034257BF7194E40${made}`, tagStr: String(made) })
  }

  const stored = (boxId: string) =>
    cloud.database.db
      .selectFrom('passing')
      .select(['at', 'number', 'chip', 'bib', 'organisationId', 'sessionId'])
      .where((eb) => eb(eb.cast<string>('boxId', 'text'), '=', boxId))
      .orderBy('number')
      .execute()
  const numbersOf = async (boxId: string, sessionId: string) =>
    (await stored(boxId)).filter((row) => row.sessionId === sessionId).map((row) => row.number)
  const start = async (laptop: Laptop, boxId: string) => {
    const sessionId = randomUUID()
    await laptop.accepted('startSession', { sessionId, boxId })
    return sessionId
  }

  it('[R3] [R6] what the box sends and what a laptop reads over TCP come to the same passings', async () => {
    const { boxId, box } = await sendingBox()
    const sessionId = await start(owner, boxId)
    const connection = await connectToBox(box.port)
    connection.send('START\r')
    await connection.objects(1)
    pass(box, 30)
    const overTcp = (await connection.objects(31)).slice(1) as readonly TcpPassing[]
    const passings = overTcp.map(({ epc, timestamp, passingNumber }) => ({
      ...{ at: timestamp, number: passingNumber, chip: epc },
    }))
    const upload = await owner.ask('POST', '/v1/passings', { boxId, sessionId, passings })
    expect(upload.status).toBe(200)
    const last = box.record({ epc: 'LAST' })
    await expect.poll(async () => (await numbersOf(boxId, sessionId)).includes(last.passingNumber), WITHIN).toBe(true)
    expect(await stored(boxId)).toMatchObject(
      box.backup().map((passing) => ({ at: passing.timestamp, number: passing.passingNumber, chip: passing.epc })),
    )
  })

  it('[L10] [R6] what a run missed while the box was out of reach comes late, and the rest goes to the next one', async () => {
    const { boxId, box, wire, states } = await sendingBox()
    const first = await start(owner, boxId)
    pass(box, 3)
    await expect.poll(() => numbersOf(boxId, first), WITHIN).toEqual([1, 2, 3])
    wire.cut()
    await expect.poll(() => states.at(-1), WITHIN).toBe('UNREACHABLE')
    await cloud.advance(MINUTE_MS)
    pass(box, 2)
    await cloud.advance(MINUTE_MS)
    await owner.accepted('stopSession', { sessionId: first })
    pass(box, 1)
    await cloud.advance(MINUTE_MS)
    const second = await start(owner, boxId)
    pass(box, 2)
    wire.mend()
    await expect.poll(() => numbersOf(boxId, second), WITHIN).toEqual([7, 8])
    expect(await numbersOf(boxId, first)).toEqual([1, 2, 3, 4, 5])
    expect(await stored(boxId)).toHaveLength(7)
  })

  it('[L10] the box goes on through a loan with its own key, and each side gets what is its own', async () => {
    const { boxId, box } = await sendingBox()
    const owners1 = await start(owner, boxId)
    pass(box, 2)
    await expect.poll(() => numbersOf(boxId, owners1), WITHIN).toEqual([1, 2])
    const { token, loanId } = await owner.lend(boxId, { releaseFromEvent: true })
    await recipient.accepted('acceptShareToken', { token })
    const during = await start(recipient, boxId)
    pass(box, 2)
    await expect.poll(() => numbersOf(boxId, during), WITHIN).toEqual([3, 4])
    await recipient.accepted('returnBox', { loanId })
    const owners2 = await start(owner, boxId)
    pass(box, 2)
    await expect.poll(() => numbersOf(boxId, owners2), WITHIN).toEqual([5, 6])
    const rows = await stored(boxId)
    const [ours, theirs] = [owner.organisationId, recipient.organisationId]
    expect(rows.map((row) => row.organisationId)).toEqual([ours, ours, theirs, theirs, ours, ours])
  })
})
