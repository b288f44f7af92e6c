#include "stdlib/net/address.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>

#include "stdlib/posix/arguments.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

PyType* type_gaierror;
PyType* type_herror;

Value raise_gaierror(int error) {
  if (error == EAI_SYSTEM) return raise_os_error(errno, kNull);
  Value items[2] = {Value::from_small_int(error), str_value(gai_strerror(error))};
  PyTuple* args = items[1] ? tuple_from(items, 2) : nullptr;
  Value exception = args ? exception_new(current_thread(), type_gaierror, Value(&args->header)) : kNull;
  return exception ? Value(raise_instance(exception)) : kNull;
}

namespace {

// "" is any address, "<broadcast>" IPv4's broadcast address.
bool resolve(Thread& t, const char* host, int family, SocketAddress* out) {
  if (family == AF_INET && !std::strcmp(host, "<broadcast>")) host = "255.255.255.255";
  addrinfo hints{};
  hints.ai_family = family;
  hints.ai_socktype = SOCK_DGRAM;
  if (!*host) hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  int error;
  {
    Unlocked unlocked(t);
    error = getaddrinfo(*host ? host : nullptr, *host ? nullptr : "0", &hints, &found);
  }
  if (error) return static_cast<bool>(raise_gaierror(error));
  std::memcpy(&out->storage, found->ai_addr, found->ai_addrlen);
  out->size = found->ai_addrlen;
  freeaddrinfo(found);
  return true;
}

bool host_argument(Thread& t, Value v, TextBuffer& out) {
  if (is_str(v)) {
    str_append_utf8(as_str(v), out);
    return true;
  }
  if (is_bytes(v) || is_bytearray(v)) return buffer_append_bytes(t, v, out);
  return raise_type_error("str, bytes or bytearray expected, not %s", type_name(v));
}

bool internet_address(Thread& t, int family, Value v, const char* function, SocketAddress* out) {
  bool six = family == AF_INET6;
  if (!is_tuple(v)) return raise_type_error("%s(): %s address must be tuple, not %s", function, six ? "AF_INET6" : "AF_INET", type_name(v));
  PyTuple* parts = as_tuple(v);
  if (six ? parts->length < 2 || parts->length > 4 : parts->length != 2) {
    return raise_type_error(six ? "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"
                                : "AF_INET address must be a pair (host, port)");
  }
  TextBuffer host;
  int64_t port, flow = 0, scope = 0;
  if (!host_argument(t, parts->items[0], host)) return false;
  if (!is_int(parts->items[1])) return raise_type_error("'%s' object cannot be interpreted as an integer", type_name(parts->items[1]));
  if (!int_to_int64(parts->items[1], &port) || port < 0 || port > 0xFFFF) {
    return raise_error(exc::OverflowError, "%s(): port must be 0-65535.", function);
  }
  if (parts->length > 2 && !int_argument(t, parts->items[2], &flow)) return false;
  if (parts->length > 3 && !int_argument(t, parts->items[3], &scope)) return false;
  if (flow < 0 || flow > 0xFFFFF) return raise_error(exc::OverflowError, "%s(): flowinfo must be 0-1048575.", function);
  if (!resolve(t, host.c_str(), family, out)) return false;
  if (six) {
    auto* a = reinterpret_cast<sockaddr_in6*>(&out->storage);
    a->sin6_port = htons(static_cast<uint16_t>(port));
    a->sin6_flowinfo = htonl(static_cast<uint32_t>(flow));
    if (parts->length > 3) a->sin6_scope_id = static_cast<uint32_t>(scope);
  } else {
    reinterpret_cast<sockaddr_in*>(&out->storage)->sin_port = htons(static_cast<uint16_t>(port));
  }
  return true;
}

constexpr size_t kPathOffset = sizeof(sockaddr_un) - sizeof(sockaddr_un::sun_path);   // after the family

bool unix_address(Thread& t, Value v, SocketAddress* out) {
  auto* a = reinterpret_cast<sockaddr_un*>(&out->storage);
  a->sun_family = AF_UNIX;
  TextBuffer path;
  if (is_str(v)) {
    str_append_utf8(as_str(v), path);
  } else if (!buffer_append_bytes(t, v, path)) {
    return false;
  }
  bool abstract = path.size() && path.view()[0] == 0;
  if (path.size() + !abstract > sizeof a->sun_path) return raise_error(exc::OSError, "AF_UNIX path too long");
  std::memcpy(a->sun_path, path.data(), path.size());
  out->size = static_cast<socklen_t>(kPathOffset + path.size() + !abstract);
  return true;
}

Value unix_value(const SocketAddress& address) {
  auto* a = reinterpret_cast<const sockaddr_un*>(&address.storage);
  size_t size = address.size > kPathOffset ? address.size - kPathOffset : 0;
  if (size && a->sun_path[0] == 0) return to_value(bytes_from(a->sun_path, size));   // abstract
  return str_value({a->sun_path, strnlen(a->sun_path, size)});
}

}  // namespace

bool address_from(Thread& t, int family, Value v, const char* function, SocketAddress* out) {
  switch (family) {
    case AF_INET:
    case AF_INET6: return internet_address(t, family, v, function, out);
    case AF_UNIX: return unix_address(t, v, out);
    default: return raise_error(exc::OSError, "%s(): bad family", function);
  }
}

Value address_host(const sockaddr* address, socklen_t size) {
  char host[NI_MAXHOST];
  int error = getnameinfo(address, size, host, sizeof host, nullptr, 0, NI_NUMERICHOST);
  return error ? raise_gaierror(error) : str_value(host);
}

Value address_value(SocketAddress& address) {
  if (!address.size) return kNone;
  int family = address.storage.ss_family;
  if (family == AF_UNIX) return unix_value(address);
  if (family != AF_INET && family != AF_INET6) {
    Value items[2] = {Value::from_small_int(family), to_value(bytes_from(address.get()->sa_data, sizeof address.get()->sa_data))};
    return items[1] ? to_value(tuple_from(items, 2)) : kNull;
  }
  Value items[4] = {address_host(address.get(), address.size)};
  if (!items[0]) return kNull;
  if (family == AF_INET) {
    items[1] = Value::from_small_int(ntohs(reinterpret_cast<sockaddr_in*>(&address.storage)->sin_port));
    return to_value(tuple_from(items, 2));
  }
  auto* a = reinterpret_cast<sockaddr_in6*>(&address.storage);
  items[1] = Value::from_small_int(ntohs(a->sin6_port));
  items[2] = Value::from_small_int(ntohl(a->sin6_flowinfo));
  items[3] = Value::from_small_int(a->sin6_scope_id);
  return to_value(tuple_from(items, 4));
}

}  // namespace pyvm
