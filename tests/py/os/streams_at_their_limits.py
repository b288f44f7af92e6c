"""Writers whose raw stream takes no more, byte-order marks, states of streams in memory."""
import io
import os
import pickle


def attempt(function):
    try:
        print(function())
    except BlockingIOError as e:
        print(type(e).__name__, e.strerror, e.characters_written)   # CPython's errno is what a call before left
    except Exception as e:
        print(type(e).__name__, e)


class Slow(io.RawIOBase):
    """Takes `room` bytes, and then nothing until there is more room."""
    room, taken = 0, b''

    def writable(self):
        return True

    def write(self, data):
        n = min(self.room, len(data))
        self.taken += bytes(data[:n])
        self.room -= n
        return n or None


raw = Slow()
writer = io.BufferedWriter(raw, 8)
attempt(lambda: writer.write(b'abcd'))
attempt(lambda: writer.write(b'efghijkl'))
raw.room = 5
attempt(lambda: writer.write(b'ijkl'))
attempt(lambda: writer.write(b'mnopq'))
attempt(writer.flush)
raw.room = 100
attempt(writer.flush)
print(raw.taken)

read_end, write_end = os.pipe()
os.set_blocking(write_end, False)
stream = os.fdopen(write_end, 'wb')
sent = 0
for i in range(100):
    try:
        sent += stream.write(b'%05d' % i * 1000)
    except BlockingIOError as e:
        sent += e.characters_written
        break
received = 0
while received < sent:
    received += len(os.read(read_end, 1 << 20))
    try:
        stream.flush()
    except BlockingIOError:
        pass
print(sent == received, sent > 0)

for encoding in 'utf-8-sig', 'utf-16':
    buffer = io.BytesIO()
    text = io.TextIOWrapper(buffer, 'ascii', newline='\n')
    text.write('foo\n')
    text.reconfigure(encoding=encoding)
    text.write('\xe9\n')
    text.flush()
    print(len(buffer.getvalue()), buffer.getvalue()[:6])
    text = io.TextIOWrapper(io.BytesIO(), encoding)
    text.write('aaa')
    end = text.tell()
    text.seek(end)
    text.write('zzz')
    text.seek(0)
    text.write('bbb')
    text.flush()
    print(len(text.buffer.getvalue()), text.buffer.getvalue()[:4])

for stream, position in (io.BytesIO(b'abc'), 1), (io.StringIO('abc\n'), 2):
    stream.seek(position)
    stream.mark = 5
    copy = pickle.loads(pickle.dumps(stream))
    print(copy.getvalue(), copy.tell(), copy.mark)
    attempt(lambda: stream.seek(1.5))
    attempt(lambda: stream.truncate('x'))
    for state in (1, 2), stream.__getstate__()[:-2] + (-1, None), stream.__getstate__()[:-2] + ('x', None), stream.__getstate__()[:-1] + (5,):
        attempt(lambda: stream.__setstate__(state))
memory = io.BytesIO(b'abc')
view = memory.getbuffer()
attempt(memory.close)
view.release()
attempt(memory.close)
attempt(lambda: memory.__setstate__((b'', 0, None)))
