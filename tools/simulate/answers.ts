import { AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios'
import type { Random } from '../box-simulator/seeded-random.ts'

const HTML = '<!doctype html><title>Sign in to the hotel’s network</title>'

interface Strange {
  readonly status: number
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

const STRANGE: readonly Strange[] = [
  { status: 429, body: error('TOO_MANY'), headers: { 'retry-after': '7' } },
  { status: 401, body: error('SIGNED_OUT') },
  { status: 500, body: error('INTERNAL') },
  { status: 503, body: '<html>Service Unavailable</html>' },
  { status: 502, body: '' },
  { status: 302, body: HTML, headers: { location: 'https://portal.example/' } },
  { status: 200, body: '{}' },
  { status: 401, body: HTML },
  { status: 404, body: 'not here' },
]

function error(code: string): string {
  return JSON.stringify({ error: { code, message: 'It didn’t work.' } })
}

export function responseTo(
  config: InternalAxiosRequestConfig,
  status: number,
  data: string,
  headers: Readonly<Record<string, string>> = {},
): AxiosResponse {
  return { config, status, statusText: '', data, headers: new AxiosHeaders({ ...headers }) }
}

/** A captive portal takes its page for everybody's answer. */
export function portalsAnswer(config: InternalAxiosRequestConfig): AxiosResponse {
  return responseTo(config, 200, HTML)
}

/** What comes from servers between, or from a cloud that isn't itself. */
export function strangeAnswer(config: InternalAxiosRequestConfig, random: Random): AxiosResponse {
  const { status, body, headers } = STRANGE[Math.floor(random() * STRANGE.length)] ?? { status: 500, body: '' }
  return responseTo(config, status, body, headers)
}

/** As a later cloud would answer: with more in what is known, and with a field that isn't. */
export function withNews(body: string): string {
  return body
    .replaceAll(',"kind":"box",', ',"news":{"since":2027},"kind":"box",')
    .replace('"changes":[{"seq":', '"weather":"fine","changes":[{"seq":')
}
