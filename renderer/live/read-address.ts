import { type Address, addressSchema } from '../../shared/desktop-live.ts'

/** What a box listens on unless somebody changed it. */
export const USUAL_PORT = '8080'

/** What is typed into the two fields; `192.168.1.20:9000` in the first one is taken too. */
export function readAddress(host: string, port: string): Address | undefined {
  const whole = /^\s*([\w.%-]+):(\d{1,5})\s*$/.exec(host)
  const [name, number] = whole ? [whole[1], whole[2]] : [host, port]
  if (!/^\s*\d{1,5}\s*$/.test(number ?? '')) return undefined
  const address = addressSchema.safeParse({ host: name, port: Number(number) })
  return address.success ? address.data : undefined
}
