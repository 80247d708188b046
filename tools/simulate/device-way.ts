import type { Choices, Heard } from './choices.ts'
import type { Answered, Asked } from './cloud-side.ts'
import type { FieldBoxes } from './field-boxes.ts'
import type { Laptop } from './laptop.ts'

interface DeviceWay {
  readonly laptop: Laptop
  readonly pick: Choices
  readonly heard: Heard
  readonly boxes: FieldBoxes
  /** What a box asks the cloud by itself, over a network of its own. */
  readonly askCloud: (asked: Asked) => Promise<Answered>
}

/** A box with internet of its own sends all that it kept to the cloud, by a key that was made for it at this laptop. */
export async function sendByDeviceApi(way: DeviceWay): Promise<string | undefined> {
  const { laptop, pick, heard, boxes } = way
  const { screen } = laptop
  const box = pick.from(screen.all('box').filter(({ serial, ownerId }) => boxes.isOn(serial, ownerId)))
  if (box === undefined) return undefined
  const owner = screen.status?.identity?.organisation.id ?? ''
  const key = heard.deviceKeys.get(owner) ?? (await newKey(laptop))
  if (key === undefined) return 'has no key'
  heard.deviceKeys.set(owner, key)
  const ask = asDevice(way, key)
  const described = { model: 'CloudBox', serial_number: box.serial, alias: '', firmware: '1.0' }
  const { deviceid: deviceId } = await ask('POST', '/v0/devices', described)
  if (deviceId === undefined) return `${box.serial} isn’t known`
  const { token_session: token } = await ask('GET', `/v0/sessions/device/${deviceId}/active`)
  if (token === undefined) return `${box.serial} finds no run`
  const passings = await boxes.backupOf(box.serial, box.ownerId)
  const list = passings.map(({ epc, passingNumber, timestamp }) => ({
    ...{ bib: '', num_passing: passingNumber, timestamp, latitude: null, longitude: null, chips: [epc] },
  }))
  const sent = await ask('POST', '/v0/passings', { token_session: token, passings_list: list })
  return `${box.serial} sends ${list.length}: ${JSON.stringify(sent)}`
}

interface DeviceAnswer {
  readonly deviceid?: string
  readonly token_session?: string
}

function asDevice({ askCloud }: DeviceWay, key: string) {
  return async (method: 'GET' | 'POST', path: string, body?: object): Promise<DeviceAnswer> => {
    const headers = { 'x-api-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    const text = body === undefined ? {} : { body: JSON.stringify({ body }) }
    const { status, body: answer } = await askCloud({ method, path, headers, ...text })
    return status === 200 ? (JSON.parse(answer) as DeviceAnswer) : {}
  }
}

async function newKey(laptop: Laptop): Promise<string | undefined> {
  const made = await laptop.call('createApiKey', { name: 'Box', access: 'READ_WRITE' })
  return made.status === 'done' ? made.key.key : undefined
}
