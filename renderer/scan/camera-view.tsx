import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Select } from '../ui/select.tsx'
import type { CodeReader } from './code-reader.ts'
import { type CameraChoice, type CameraState, useCamera } from './use-camera.ts'
import { useCameraCodes } from './use-camera-codes.ts'
import './camera-view.css'

/** What the camera sees, and each code that it reads. Says so where there is no camera. */
export function CameraView({
  reader,
  onText,
}: {
  readonly reader: CodeReader | undefined
  readonly onText: (text: string) => void
}) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState<string>()
  const { state, cameras } = useCamera(wanted)
  const video = useRef<HTMLVideoElement>(null)
  const stream = state.kind === 'live' ? state.stream : null
  useEffect(() => {
    if (video.current) video.current.srcObject = stream
  }, [stream])
  const isHintDue = useCameraCodes(video, stream !== null, reader, onText)
  const isOff = state.kind !== 'live' && state.kind !== 'starting'
  return (
    <div className="camera">
      {/* As large without a camera: the buttons don't move under the pointer when that is found out. */}
      {isOff ? (
        <p className="camera-picture camera-none" role="status">
          {t(NO_CAMERA[state.kind])}
        </p>
      ) : (
        <div className="camera-picture">
          <video ref={video} autoPlay muted playsInline aria-label={t('scan.camera')} />
          <span className="camera-frame" aria-hidden="true" />
        </div>
      )}
      <p className="camera-line small" role="status">
        {isOff ? '' : t(state.kind === 'live' ? 'scan.cameraLive' : 'scan.cameraStarting')}
      </p>
      <CameraSelect state={state} cameras={cameras} onChange={setWanted} />
      {isHintDue ? <Hints /> : null}
    </div>
  )
}

const NO_CAMERA = { none: 'scan.cameraNone', refused: 'scan.cameraRefused', busy: 'scan.cameraBusy' } as const

function CameraSelect({
  state,
  cameras,
  onChange,
}: {
  readonly state: CameraState
  readonly cameras: readonly CameraChoice[]
  readonly onChange: (deviceId: string) => void
}) {
  const { t } = useTranslation()
  if (cameras.length < 2 || state.kind !== 'live') return null
  return (
    <Select
      label={t('scan.cameraChoose')}
      value={state.deviceId}
      onChange={onChange}
      options={cameras.map(({ deviceId, label }, index) => ({
        value: deviceId,
        label: label === '' ? t('scan.cameraNumber', { number: index + 1 }) : label,
      }))}
    />
  )
}

/** ux 9 */
function Hints() {
  const { t } = useTranslation()
  return (
    <div className="camera-hints" role="status">
      <b>{t('scan.hintsTitle')}</b>
      <ul>
        <li>{t('scan.hintShade')}</li>
        <li>{t('scan.hintDistance')}</li>
        <li>{t('scan.hintFile')}</li>
      </ul>
    </div>
  )
}
