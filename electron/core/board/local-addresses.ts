import { networkInterfaces } from 'node:os'

/** This computer's IPv4 addresses on local networks. */
export function localAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((entries = []) =>
    entries.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address),
  )
}
