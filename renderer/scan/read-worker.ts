import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
// From the package, never from elsewhere: there may be no internet, and the content security policy forbids it.
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { ReadAnswer, ReadQuestion } from './code-reader.ts'

/** QR codes, and the plain serial on a box's label. */
const OPTIONS: ReaderOptions = { formats: ['QRCode', 'Code128'], tryHarder: true, maxNumberOfSymbols: 1 }
/** A photograph of a phone has more points than a code needs, and each takes time. */
const MOST_POINTS = 2400 * 1800

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })

addEventListener('message', ({ data }: MessageEvent<ReadQuestion>) => {
  void read(data).then((answer) => postMessage(answer))
})

async function read({ id, image }: ReadQuestion): Promise<ReadAnswer> {
  try {
    const [found] = await readBarcodes(await pointsOf(image), OPTIONS)
    return { id, text: found?.isValid ? found.text : undefined }
  } catch {
    // A picture that can't be opened holds no code.
    return { id, text: undefined }
  }
}

async function pointsOf(image: ImageBitmap | Blob): Promise<ImageData> {
  const bitmap = image instanceof Blob ? await createImageBitmap(image) : image
  const scale = Math.min(1, Math.sqrt(MOST_POINTS / (bitmap.width * bitmap.height)))
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)]
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no canvas to look at a picture with')
  context.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  return context.getImageData(0, 0, width, height)
}
