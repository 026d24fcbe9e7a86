/** The server's bound, and the size a logo needs on screens with four points to a pixel. */
const mostBytes = 64 * 1024
const useful = { width: 880, height: 192 }

/**
 * A logo's file in base64. One that is larger than an email can use is drawn again, smaller: nobody should have to look
 * for a program for that. What cannot be drawn goes as it is, and the server says what is wrong with it.
 */
export async function logoPicture(file: File): Promise<string> {
  if (file.size <= mostBytes) return base64(file)
  const smaller = await drawnSmaller(file).catch(() => null)
  return base64(smaller ?? file.slice(0, mostBytes + 1))
}

async function drawnSmaller(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, useful.width / picture.width, useful.height / picture.height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const context = canvas.getContext('2d')!
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/png')
  })
}

async function base64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
