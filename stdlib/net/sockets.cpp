// The _sockets module: sockets as functions on descriptors. The class socket, with its time-outs, is frozen/native/_socket.py.
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "stdlib/module_builder.h"
#include "stdlib/modules.h"
#include "stdlib/net/address.h"
#include "stdlib/net/names.h"
#include "stdlib/posix/arguments.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

Value pair(Value a, Value b) {
  Value items[2] = {a, b};
  return a && b ? to_value(tuple_from(items, 2)) : kNull;
}

Value sockets_socket(Thread& t, Value* args) {
  int family, type, protocol;
  if (!c_int_arguments(t, args, &family, &type, &protocol)) return kNull;
  return int_or_error(socket(family, type | SOCK_CLOEXEC, protocol));
}
Value sockets_socketpair(Thread& t, Value* args) {
  int family, type, protocol, fds[2];
  if (!c_int_arguments(t, args, &family, &type, &protocol)) return kNull;
  if (socketpair(family, type | SOCK_CLOEXEC, protocol, fds) < 0) return raise_os_error(errno, kNull);
  return pair(Value::from_small_int(fds[0]), Value::from_small_int(fds[1]));
}

Value sockets_bind(Thread& t, Value* args) {
  int fd, family;
  SocketAddress address;
  if (!c_int_arguments(t, args, &fd, &family) || !address_from(t, family, args[2], "bind", &address)) return kNull;
  return none_or_error(bind(fd, address.get(), address.size));
}
Value sockets_connect(Thread& t, Value* args) {
  int fd, family, result;
  SocketAddress address;
  if (!c_int_arguments(t, args, &fd, &family) || !address_from(t, family, args[2], "connect", &address)) return kNull;
  if (!system_call(t, &result, [&] { return connect(fd, address.get(), address.size); })) return kNull;
  return none_or_error(result);
}
Value sockets_listen(Thread& t, Value* args) {
  int fd, backlog;
  return c_int_arguments(t, args, &fd, &backlog) ? none_or_error(listen(fd, backlog < 0 ? 0 : backlog)) : kNull;
}
Value sockets_accept(Thread& t, Value* args) {
  int fd, accepted;
  SocketAddress peer;
  if (!c_int_argument(t, args[0], &fd)) return kNull;
  if (!system_call(t, &accepted, [&] { return accept4(fd, peer.get(), &peer.size, SOCK_CLOEXEC); })) return kNull;
  if (accepted < 0) return raise_os_error(errno, kNull);
  return pair(Value::from_small_int(accepted), address_value(peer));
}
Value sockets_shutdown(Thread& t, Value* args) {
  int fd, how;
  return c_int_arguments(t, args, &fd, &how) ? none_or_error(shutdown(fd, how)) : kNull;
}

template <int (*kGet)(int, sockaddr*, socklen_t*)>
Value name_of(Thread& t, Value* args) {
  int fd;
  SocketAddress address;
  if (!c_int_argument(t, args[0], &fd)) return kNull;
  return kGet(fd, address.get(), &address.size) < 0 ? raise_os_error(errno, kNull) : address_value(address);
}

// ---- receiving

// recv and recvfrom: bytes; with `peer`, where they come from too.
Value receive(Thread& t, Value* args, SocketAddress* peer) {
  int fd, size, flags;
  if (!c_int_arguments(t, args, &fd, &size, &flags)) return kNull;
  if (size < 0) return raise_value_error("negative buffersize in recv%s", peer ? "from" : "");
  auto* data = static_cast<char*>(std::malloc(static_cast<size_t>(size) + 1));
  if (!data) return raise_memory_error();
  ssize_t n;
  auto call = [&] {
    return recvfrom(fd, data, static_cast<size_t>(size), flags, peer ? peer->get() : nullptr, peer ? &peer->size : nullptr);
  };
  bool done = system_call(t, &n, call);
  int error = errno;
  PyBytes* bytes = done && n >= 0 ? bytes_from(data, static_cast<size_t>(n)) : nullptr;
  std::free(data);
  return done && n < 0 ? Value(raise_os_error(error, kNull)) : to_value(bytes);
}
Value sockets_recv(Thread& t, Value* args) { return receive(t, args, nullptr); }
Value sockets_recvfrom(Thread& t, Value* args) {
  SocketAddress peer;
  Value data = receive(t, args, &peer);
  return data ? pair(data, address_value(peer)) : kNull;
}

// recv_into and recvfrom_into: the number of bytes.
Value receive_into(Thread& t, Value* args, SocketAddress* peer) {
  int fd, size, flags;
  HeldBuffer buffer;
  if (!c_int_argument(t, args[0], &fd) || !buffer.get(t, args[1], true)) return kNull;
  if (!c_int_arguments(t, args + 2, &size, &flags)) return kNull;
  if (size < 0) return raise_value_error("negative buffersize in recv%s_into", peer ? "from" : "");
  if (size > buffer->length) return raise_value_error("buffer too small for requested bytes");
  size_t room = size ? static_cast<size_t>(size) : static_cast<size_t>(buffer->length);
  ssize_t n;
  auto call = [&] {
    return recvfrom(fd, buffer->data, room, flags, peer ? peer->get() : nullptr, peer ? &peer->size : nullptr);
  };
  if (!system_call(t, &n, call)) return kNull;
  return int_or_error(n);
}
Value sockets_recv_into(Thread& t, Value* args) { return receive_into(t, args, nullptr); }
Value sockets_recvfrom_into(Thread& t, Value* args) {
  SocketAddress peer;
  Value n = receive_into(t, args, &peer);
  return n ? pair(n, address_value(peer)) : kNull;
}

// ---- sending

Value sockets_send(Thread& t, Value* args) {
  int fd, flags;
  BytesArg data;
  ssize_t n;
  if (!c_int_argument(t, args[0], &fd) || !data.get(t, args[1]) || !c_int_argument(t, args[2], &flags)) return kNull;
  if (!system_call(t, &n, [&] { return send(fd, data.data(), data.size(), flags); })) return kNull;
  return int_or_error(n);
}
Value sockets_sendto(Thread& t, Value* args) {
  int fd, flags, family;
  BytesArg data;
  SocketAddress to;
  ssize_t n;
  if (!c_int_argument(t, args[0], &fd) || !data.get(t, args[1]) || !c_int_arguments(t, args + 2, &flags, &family)) return kNull;
  if (!address_from(t, family, args[4], "sendto", &to)) return kNull;
  if (!system_call(t, &n, [&] { return sendto(fd, data.data(), data.size(), flags, to.get(), to.size); })) return kNull;
  return int_or_error(n);
}

// ---- messages with ancillary data

// sendmsg: the data in one piece, ancillary items as (level, type, bytes), an address or None.
Value sockets_sendmsg(Thread& t, Value* args) {
  int fd, flags, family;
  BytesArg data;
  SocketAddress to;
  if (!c_int_argument(t, args[0], &fd) || !data.get(t, args[1]) || !c_int_arguments(t, args + 3, &flags, &family)) return kNull;
  bool addressed = !args[5].is_none();
  if (addressed && !address_from(t, family, args[5], "sendmsg", &to)) return kNull;
  TextBuffer control;
  Value items = object_to_list(t, args[2]);
  if (!items) return kNull;
  for (int64_t i = 0; i < as_list(items)->length; i++) {
    Value item = as_list(items)->items->items[i];
    if (!is_tuple(item) || as_tuple(item)->length != 3) return raise_type_error("[sendmsg() ancillary data items] must be a tuple of 3");
    int level, type;
    BytesArg content;
    const Value* parts = as_tuple(item)->items;
    if (!c_int_arguments(t, parts, &level, &type) || !content.get(t, parts[2])) return kNull;
    alignas(cmsghdr) char head[CMSG_SPACE(0)] = {};
    auto* h = reinterpret_cast<cmsghdr*>(head);
    h->cmsg_level = level;
    h->cmsg_type = type;
    h->cmsg_len = CMSG_LEN(content.size());
    control.append({head, sizeof head});
    control.append({reinterpret_cast<const char*>(content.data()), content.size()});
    while (control.size() % alignof(cmsghdr)) control.append({"\0", 1});
  }
  iovec part{const_cast<uint8_t*>(data.data()), data.size()};
  msghdr message{};
  message.msg_name = addressed ? to.get() : nullptr;
  message.msg_namelen = addressed ? to.size : 0;
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.size() ? control.data() : nullptr;
  message.msg_controllen = control.size();
  ssize_t n;
  if (!system_call(t, &n, [&] { return sendmsg(fd, &message, flags); })) return kNull;
  return int_or_error(n);
}

// The ancillary items of a received message as a list of (level, type, bytes).
Value ancillary_items(msghdr* message) {
  PyList* list = list_new(0);
  for (cmsghdr* c = CMSG_FIRSTHDR(message); list && c; c = CMSG_NXTHDR(message, c)) {
    Value parts[3] = {Value::from_small_int(c->cmsg_level), Value::from_small_int(c->cmsg_type),
                      to_value(bytes_from(CMSG_DATA(c), c->cmsg_len - CMSG_LEN(0)))};
    PyTuple* item = parts[2] ? tuple_from(parts, 3) : nullptr;
    if (!item || !list_append(list, Value(&item->header))) return kNull;
  }
  return to_value(list);
}

// recvmsg into a buffer: (bytes received, ancillary items, flags, address).
Value sockets_recvmsg_into(Thread& t, Value* args) {
  int fd, room, flags;
  HeldBuffer buffer;
  if (!c_int_argument(t, args[0], &fd) || !buffer.get(t, args[1], true) || !c_int_arguments(t, args + 2, &room, &flags)) {
    return kNull;
  }
  if (room < 0) return raise_value_error("invalid ancillary data buffer length");
  auto* control = static_cast<char*>(std::calloc(1, static_cast<size_t>(room) + 1));
  if (!control) return raise_memory_error();
  SocketAddress from;
  iovec part{buffer->data, static_cast<size_t>(buffer->length)};
  msghdr message{};
  message.msg_name = from.get();
  message.msg_namelen = from.size;
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = room ? control : nullptr;
  message.msg_controllen = static_cast<size_t>(room);
  ssize_t n;
  bool done = system_call(t, &n, [&] { return recvmsg(fd, &message, flags | MSG_CMSG_CLOEXEC); });
  if (!done || n < 0) {
    int error = errno;
    std::free(control);
    return done ? Value(raise_os_error(error, kNull)) : kNull;
  }
  from.size = message.msg_namelen;
  Value parts[4] = {int_from_int64(n), ancillary_items(&message),
                    Value::from_small_int(message.msg_flags & ~MSG_CMSG_CLOEXEC), kNull};
  std::free(control);
  parts[3] = parts[1] ? address_value(from) : kNull;
  return parts[3] ? to_value(tuple_from(parts, 4)) : kNull;
}
Value sockets_cmsg_len(Thread& t, Value* args) {
  int64_t length;
  if (!int_argument(t, args[0], &length)) return kNull;
  if (length < 0) return raise_error(exc::OverflowError, "CMSG_LEN() argument out of range");
  return int_from_int64(static_cast<int64_t>(CMSG_LEN(static_cast<size_t>(length))));
}
Value sockets_cmsg_space(Thread& t, Value* args) {
  int64_t length;
  if (!int_argument(t, args[0], &length)) return kNull;
  if (length < 0) return raise_error(exc::OverflowError, "CMSG_SPACE() argument out of range");
  return int_from_int64(static_cast<int64_t>(CMSG_SPACE(static_cast<size_t>(length))));
}

// ---- options

Value sockets_getsockopt(Thread& t, Value* args) {
  int fd, level, option, room;
  if (!c_int_arguments(t, args, &fd, &level, &option, &room)) return kNull;
  if (!room) {
    int value = 0;
    socklen_t size = sizeof value;
    return getsockopt(fd, level, option, &value, &size) < 0 ? raise_os_error(errno, kNull) : Value::from_small_int(value);
  }
  if (room < 0 || room > 1024) return raise_error(exc::OSError, "getsockopt buflen out of range");
  char data[1024];
  auto size = static_cast<socklen_t>(room);
  if (getsockopt(fd, level, option, data, &size) < 0) return raise_os_error(errno, kNull);
  return to_value(bytes_from(data, size));
}
// value: an int or bytes; None with the length of an empty option.
Value sockets_setsockopt(Thread& t, Value* args) {
  int fd, level, option;
  if (!c_int_arguments(t, args, &fd, &level, &option)) return kNull;
  if (args[3].is_none()) {
    int size;
    if (!c_int_argument(t, args[4], &size)) return kNull;
    return none_or_error(setsockopt(fd, level, option, nullptr, static_cast<socklen_t>(size)));
  }
  if (is_int(args[3])) {
    int value;
    return c_int_argument(t, args[3], &value) ? none_or_error(setsockopt(fd, level, option, &value, sizeof value)) : kNull;
  }
  BytesArg data;
  if (!data.get(t, args[3])) return kNull;
  return none_or_error(setsockopt(fd, level, option, data.data(), static_cast<socklen_t>(data.size())));
}

const NativeDef kFunctions[] = {
    {"socket(family, type, proto, /)", sockets_socket},
    {"socketpair(family, type, proto, /)", sockets_socketpair},
    {"bind(fd, family, address, /)", sockets_bind},
    {"connect(fd, family, address, /)", sockets_connect},
    {"listen(fd, backlog, /)", sockets_listen},
    {"accept(fd, /)", sockets_accept},
    {"shutdown(fd, how, /)", sockets_shutdown},
    {"getsockname(fd, /)", name_of<getsockname>},
    {"getpeername(fd, /)", name_of<getpeername>},
    {"recv(fd, size, flags, /)", sockets_recv},
    {"recvfrom(fd, size, flags, /)", sockets_recvfrom},
    {"recv_into(fd, buffer, size, flags, /)", sockets_recv_into},
    {"recvfrom_into(fd, buffer, size, flags, /)", sockets_recvfrom_into},
    {"send(fd, data, flags, /)", sockets_send},
    {"sendto(fd, data, flags, family, address, /)", sockets_sendto},
    {"sendmsg(fd, data, ancillary, flags, family, address, /)", sockets_sendmsg},
    {"recvmsg_into(fd, buffer, ancillary_size, flags, /)", sockets_recvmsg_into},
    {"getsockopt(fd, level, option, room, /)", sockets_getsockopt},
    {"setsockopt(fd, level, option, value, size, /)", sockets_setsockopt},
    {"CMSG_LEN(length, /)", sockets_cmsg_len},
    {"CMSG_SPACE(length, /)", sockets_cmsg_space},
    {},
};

bool init(Thread& t, PyDict* dict) {
  type_gaierror = make_exception_class(t, "socket", "gaierror", exc::OSError);
  type_herror = type_gaierror ? make_exception_class(t, "socket", "herror", exc::OSError) : nullptr;
  if (!type_herror) return false;
  ModuleFiller fill(dict, "_socket");
  fill.functions(kFunctions).type("gaierror", type_gaierror).type("herror", type_herror);
  return sockets_add_names(fill) && sockets_add_constants(fill);
}

}  // namespace

const NativeModule kSocketsModule = {"_sockets", init};

}  // namespace pyvm
