import type { Status } from '../../shared/desktop-api.ts'
import { FullPage } from '../frame/full-page.tsx'

export function SignInScreen({ status }: { readonly status: Status }) {
  return <FullPage title="Trackside" lines={[status.cloudUrl]} />
}
