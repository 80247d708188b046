import { contextBridge, ipcRenderer } from 'electron'
import { type BridgeParts, exposeTrackside } from './page-bridge.ts'

// In a page, the global object is its window.
const page = globalThis as unknown as BridgeParts['page']
exposeTrackside({ contextBridge, ipcRenderer, page })
