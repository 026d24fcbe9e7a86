import net from 'node:net'

/* A mail server in a process of its own that takes everything and keeps nothing; it prints the port it listens on. */
const server = net.createServer((socket) => {
  let inMessage = false
  let rest = ''
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.write('220 sink.test ESMTP\r\n')
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1')
    for (;;) {
      const end = rest.indexOf(inMessage ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const verb = rest.slice(0, 4).toUpperCase()
      rest = rest.slice(end + (inMessage ? 5 : 2))
      if (inMessage) {
        inMessage = false
        socket.write('250 2.0.0 taken\r\n')
      } else if (verb === 'EHLO') socket.write('250-sink.test\r\n250-8BITMIME\r\n250 SIZE\r\n')
      else if (verb === 'DATA') {
        inMessage = true
        socket.write('354 go on\r\n')
      } else if (verb === 'QUIT') socket.end('221 goodbye\r\n')
      else socket.write('250 2.0.0 well\r\n')
    }
  })
})
server.listen(0, '127.0.0.1', () => process.send!((server.address() as net.AddressInfo).port))
process.on('disconnect', () => process.exit())
