import socket, threading
a, b = socket.socketpair()
a.sendall(b"ping"), print(b.recv(10))
a.shutdown(socket.SHUT_WR), print(b.recv(10), a.family.name, a.type.name, a.proto, b.getsockname())
a.close(), b.close()
print(a.fileno(), "[closed]" in repr(a))
with socket.create_server(("127.0.0.1", 0)) as server:
    def serve():
        connection, peer = server.accept()
        with connection, connection.makefile("rwb") as f:
            for line in f:
                f.write(line.upper()), f.flush()
    t = threading.Thread(target=serve)
    t.start()
    with socket.create_connection(server.getsockname(), timeout=5) as c:
        with c.makefile("rw") as f:
            f.write("one\n"), f.flush(), print(f.readline().strip())
        c.sendall(b"two\n"), print(c.recv(100), c.getpeername() == server.getsockname(), c.gettimeout(), c.getblocking())
    t.join()
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.bind(("localhost", 0)), u.settimeout(0.01)
try: u.recvfrom(10)
except TimeoutError as e: print(type(e).__name__, e)
print(u.sendto(b"datagram", u.getsockname()), u.recvfrom(3)[0], u.sendto(b"abc", 0, u.getsockname()))
buffer = bytearray(10)
print(u.recvfrom_into(buffer)[0], buffer, u.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_DGRAM)
u.setblocking(False)
try: u.recv(1)
except BlockingIOError as e: print(e)
u.close()
for call in (lambda: u.recv(1), lambda: socket.socket(999), lambda: socket.socket().bind("x"), lambda: socket.socket().bind(("localhost", 70000)), lambda: socket.socket().connect((1, 2)),
             lambda: socket.inet_aton("x"), lambda: socket.inet_pton(2, "1.2.3"), lambda: socket.htons(70000), lambda: socket.socket().settimeout(-1),
             lambda: socket.getservbyname("nope"), lambda: socket.socket().recv(-1), lambda: socket.socket(fileno=-1), lambda: socket.socket().settimeout("x")):
    try: print(call())
    except (OSError, TypeError, ValueError, OverflowError) as e: print(type(e).__name__, e)
print(socket.inet_aton("127.1"), socket.inet_ntop(socket.AF_INET6, b"\0" * 15 + b"\1"), socket.htonl(1), socket.ntohs(256), socket.getservbyname("http"), socket.getprotobyname("tcp"))
print(socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)[0][3:], socket.gethostbyname("127.0.0.1"), socket.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
p, q = socket.socketpair()
socket.send_fds(p, [b"fd"], [1]), print(socket.recv_fds(q, 10, 2)[0])
