import { z } from 'zod'

/**
 * A cloud's address: encrypted, as passwords go there. On this computer itself is for the demo and for tests. No user,
 * password or query, as it is shown and kept readable.
 */
export const cloudUrlSchema = z.string().max(500).refine(isCloudUrl, {
  error: 'the cloud’s address is https, without user, password or query; http only on this computer itself',
})

function isCloudUrl(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

/** As a parsed address has it: `0x7f.1` is 127.0.0.1 by then. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

export interface CloudSources {
  /** `--cloud=` */
  readonly argument: string | undefined
  /** TRACKSIDE_CLOUD */
  readonly environment: string | undefined
  /** The last `--cloud=` that was given. */
  readonly kept: string | undefined
  /** What packaging put into package.json. */
  readonly packaged: string | undefined
}

/**
 * The first that is there. One that is wrong isn't passed over for the next: signing in to another cloud than was meant
 * would be worse than not starting.
 * @throws Error with a sentence for the person who starts the application
 */
export function chooseCloud({ argument, environment, kept, packaged }: CloudSources): string {
  const found = argument ?? environment ?? kept ?? packaged
  if (found === undefined) {
    throw new Error(
      'Trackside has not been told where its cloud is. Start it once with --cloud=https://cloud.example (your cloud’s ' +
        'address), which it remembers; or set TRACKSIDE_CLOUD; or ask for an installer that brings the address.',
    )
  }
  if (!cloudUrlSchema.safeParse(found).success) {
    const where =
      argument === undefined ? (environment === undefined ? 'The cloud’s address' : 'TRACKSIDE_CLOUD') : '--cloud='
    throw new Error(
      `${where} takes an address such as https://cloud.example, without user, password or query. Without ` +
        'encryption (http:) only on this computer itself, such as http://127.0.0.1:4000.',
    )
  }
  return found
}
