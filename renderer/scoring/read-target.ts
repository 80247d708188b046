import { type Address, addressSchema, scoringTargetSchema } from '../../shared/desktop-live.ts'

/** On which CrossMgr listens. */
export const JCHIP_PORT = '53135'

export interface TypedTarget {
  readonly name: string
  readonly host: string
  readonly port: string
  /** Seconds. */
  readonly window: string
}

export type ReadTarget =
  | { readonly kind: 'read'; readonly name: string; readonly address: Address; readonly backupWindowS: number }
  | { readonly kind: 'wrong'; readonly fields: ReadonlySet<keyof TypedTarget> }

/** What was typed into the fields; `192.168.1.20:9000` as the computer is taken for both. */
export function readTarget(typed: TypedTarget): ReadTarget {
  const { host, port } = apart(typed)
  const name = scoringTargetSchema.shape.name.safeParse(typed.name)
  const readHost = addressSchema.shape.host.safeParse(host)
  const readPort = addressSchema.shape.port.safeParse(/^\d{1,5}$/.test(port.trim()) ? Number(port) : undefined)
  const seconds = typed.window.trim()
  const window = scoringTargetSchema.shape.backupWindowS.safeParse(/^\d{1,3}$/.test(seconds) ? Number(seconds) : null)
  if (name.success && readHost.success && readPort.success && window.success) {
    const address = { host: readHost.data, port: readPort.data }
    return { kind: 'read', name: name.data, address, backupWindowS: window.data }
  }
  const fields = new Set<keyof TypedTarget>()
  if (!name.success) fields.add('name')
  if (!readHost.success) fields.add('host')
  if (!readPort.success) fields.add('port')
  if (!window.success) fields.add('window')
  return { kind: 'wrong', fields }
}

/** An address with more than one colon is IPv6, whose port has its own field. */
function apart({ host, port }: Pick<TypedTarget, 'host' | 'port'>): Pick<TypedTarget, 'host' | 'port'> {
  const [, name, number] = /^\s*([^:\s]+):(\d+)\s*$/.exec(host) ?? []
  return name === undefined || number === undefined ? { host, port } : { host: name, port: number }
}
