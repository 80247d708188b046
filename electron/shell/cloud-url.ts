import { z } from 'zod'

/**
 * A cloud's address: encrypted, as passwords go there. On this computer itself is for the demo and for tests. No user,
 * password or query, as it is shown and kept readable.
 */
export const cloudUrlSchema = z.string().max(500).refine(isCloudUrl)

function isCloudUrl(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

/** As a parsed address has it: `0x7f.1` is 127.0.0.1 by then. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

/** What a person typed: `cloud.example` means `https://cloud.example`. @returns undefined: it isn't a cloud's address */
export function readTypedCloud(typed: string): string | undefined {
  const text = typed.trim()
  return cloudUrlSchema.safeParse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`).data
}

export function isSameCloud(a: string, b: string): boolean {
  return URL.parse(a)?.href === URL.parse(b)?.href
}

export interface CloudSources {
  /** `--cloud=` */
  readonly argument: string | undefined
  /** TRACKSIDE_CLOUD */
  readonly environment: string | undefined
  /** The last that was given by `--cloud=` or typed. */
  readonly kept: string | undefined
  /** What packaging put into package.json. */
  readonly packaged: string | undefined
}

/** `url` undefined: nobody said it, so a person is asked. */
export type ChosenCloud =
  | { readonly url: string | undefined }
  /** What was said there isn't a cloud's address. */
  | { readonly wrong: 'argument' | 'environment' | 'packaged' }

/**
 * The first that is there. One that is wrong isn't passed over for the next: signing in to another cloud than was meant
 * would be worse than not starting.
 */
export function chooseCloud({ argument, environment, kept, packaged }: CloudSources): ChosenCloud {
  const url = argument ?? environment ?? kept ?? packaged
  if (url === undefined || cloudUrlSchema.safeParse(url).success) return { url }
  if (argument !== undefined) return { wrong: 'argument' }
  return { wrong: environment === undefined ? 'packaged' : 'environment' }
}
