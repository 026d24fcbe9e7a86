const endings: Record<string, string> = {
  'audio/mp4': 'm4a',
  'video/x-matroska': 'mkv',
  'audio/x-matroska': 'mka',
  'video/ogg': 'ogv',
}

/** How long a name of a person may be in that of a file, which has at most 255 bytes on most disks. */
const longestName = 50

/**
 * Under which name a recording is saved: whose answer it is, and to which question. What would lead elsewhere, is no letter
 * of any file system, or turns the reading direction and so hides the ending, is left out.
 */
export function fileNameOf(recording: {
  candidateName: string
  position: number
  take: number
  contentType: string
}): string {
  const { candidateName, position, take, contentType } = recording
  const name = [...candidateName.replace(/[\p{C}\p{Z}\\/:*?"<>|.%]+/gu, ' ').trim()]
    .slice(0, longestName)
    .join('')
    .trim()
  const ending = endings[contentType] ?? contentType.replace(/^.*\//, '')
  return `${[name, `question ${position}`, ...(take > 1 ? [`take ${take}`] : [])].filter(Boolean).join(' - ')}.${ending}`
}
