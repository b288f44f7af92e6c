#include "stdlib/net/names.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

#include <cstring>

#include "stdlib/net/address.h"
#include "stdlib/posix/arguments.h"
#include "vm/base/text.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"

namespace pyvm {

namespace {

// A host or service for getaddrinfo(): None, str, bytes or, for services, an int. False: exception pending.
bool node_argument(Thread& t, Value v, bool service, TextBuffer& text, const char** out) {
  *out = nullptr;
  if (v.is_none()) return true;
  if (is_str(v)) {
    str_append_utf8(as_str(v), text);
  } else if (is_bytes(v)) {
    if (!buffer_append_bytes(t, v, text)) return false;
  } else if (service && is_int(v)) {
    PyStr* digits = int_to_str(t, v, 10);
    if (!digits) return false;
    str_append_utf8(digits, text);
  } else {
    return raise_error(service ? exc::OSError : exc::TypeError,
                       service ? "Int or String expected" : "getaddrinfo() argument 1 must be string or None");
  }
  *out = text.c_str();
  return true;
}

Value info_value(addrinfo* info) {
  SocketAddress address;
  std::memcpy(&address.storage, info->ai_addr, info->ai_addrlen);
  address.size = info->ai_addrlen;
  Value items[5] = {Value::from_small_int(info->ai_family), Value::from_small_int(info->ai_socktype),
                    Value::from_small_int(info->ai_protocol), str_value(info->ai_canonname ? info->ai_canonname : ""),
                    address_value(address)};
  return items[3] && items[4] ? to_value(tuple_from(items, 5)) : kNull;
}

Value sockets_getaddrinfo(Thread& t, Value* args) {
  TextBuffer host_text, service_text;
  const char *host, *service;
  addrinfo hints{};
  if (!node_argument(t, args[0], false, host_text, &host) || !node_argument(t, args[1], true, service_text, &service)) return kNull;
  if (!c_int_arguments(t, args + 2, &hints.ai_family, &hints.ai_socktype, &hints.ai_protocol, &hints.ai_flags)) return kNull;
  addrinfo* found = nullptr;
  int error;
  {
    Unlocked unlocked(t);
    error = getaddrinfo(host, service, &hints, &found);
  }
  if (error) return raise_gaierror(error);
  PyList* list = list_new(0);
  bool ok = list;
  for (addrinfo* info = found; ok && info; info = info->ai_next) {
    Value item = info_value(info);
    ok = item && list_append(list, item);
  }
  freeaddrinfo(found);
  return ok ? to_value(list) : kNull;
}

Value sockets_getnameinfo(Thread& t, Value* args) {
  int flags;
  if (!is_tuple(args[0])) return raise_type_error("getnameinfo() argument 1 must be a tuple");
  if (!c_int_argument(t, args[1], &flags)) return kNull;
  SocketAddress address;
  int family = as_tuple(args[0])->length > 2 ? AF_INET6 : AF_INET;
  if (!address_from(t, family, args[0], "getnameinfo", &address)) return kNull;
  char host[NI_MAXHOST], service[NI_MAXSERV];
  int error;
  {
    Unlocked unlocked(t);
    error = getnameinfo(address.get(), address.size, host, sizeof host, service, sizeof service, flags);
  }
  if (error) return raise_gaierror(error);
  Value items[2] = {str_value(host), str_value(service)};
  return items[0] && items[1] ? to_value(tuple_from(items, 2)) : kNull;
}

Value sockets_gethostbyname(Thread& t, Value* args) {
  Value items[2] = {args[0], Value::from_small_int(0)};
  PyTuple* pair = tuple_from(items, 2);
  SocketAddress address;
  if (!pair || !address_from(t, AF_INET, Value(&pair->header), "gethostbyname", &address)) return kNull;
  return address_host(address.get(), address.size);
}

// (name, aliases, addresses)
Value host_value(const hostent* entry) {
  PyList* aliases = list_new(0);
  PyList* addresses = list_new(0);
  if (!aliases || !addresses) return kNull;
  for (char** alias = entry->h_aliases; *alias; alias++) {
    Value name = str_value(*alias);
    if (!name || !list_append(aliases, name)) return kNull;
  }
  for (char** address = entry->h_addr_list; *address; address++) {
    char text[INET6_ADDRSTRLEN];
    Value name = inet_ntop(entry->h_addrtype, *address, text, sizeof text) ? str_value(text) : kNull;
    if (!name || !list_append(addresses, name)) return kNull;
  }
  Value items[3] = {str_value(entry->h_name), to_value(aliases), to_value(addresses)};
  return items[0] ? to_value(tuple_from(items, 3)) : kNull;
}
Value raise_herror(int error) {
  Value items[2] = {Value::from_small_int(error), str_value(hstrerror(error))};
  PyTuple* args = items[1] ? tuple_from(items, 2) : nullptr;
  Value exception = args ? exception_new(current_thread(), type_herror, Value(&args->header)) : kNull;
  return exception ? Value(raise_instance(exception)) : kNull;
}
// gethostbyname_ex and gethostbyaddr: the host that `find` looks up by address.
Value host_of(Thread& t, Value host, const char* function, bool by_address) {
  Value items[2] = {host, Value::from_small_int(0)};
  PyTuple* pair = tuple_from(items, 2);
  SocketAddress address;
  if (!pair || !address_from(t, AF_INET, Value(&pair->header), function, &address)) return kNull;
  hostent entry;
  hostent* found = nullptr;
  char room[16384];
  int error = 0;
  TextBuffer name;
  if (is_str(host)) str_append_utf8(as_str(host), name);
  else if (!buffer_append_bytes(t, host, name)) return kNull;
  {
    Unlocked unlocked(t);
    if (by_address) {
      auto* a = &reinterpret_cast<sockaddr_in*>(&address.storage)->sin_addr;
      gethostbyaddr_r(a, sizeof *a, AF_INET, &entry, room, sizeof room, &found, &error);
    } else {
      gethostbyname_r(name.c_str(), &entry, room, sizeof room, &found, &error);
    }
  }
  return found ? host_value(found) : raise_herror(error);
}
Value sockets_gethostbyname_ex(Thread& t, Value* args) { return host_of(t, args[0], "gethostbyname_ex", false); }
Value sockets_gethostbyaddr(Thread& t, Value* args) { return host_of(t, args[0], "gethostbyaddr", true); }

Value sockets_gethostname(Thread&, Value*) {
  char name[1024];
  return gethostname(name, sizeof name) < 0 ? raise_os_error(errno, kNull) : str_value(name);
}
Value sockets_sethostname(Thread& t, Value* args) {
  Path name(t, args[0], "sethostname: name");
  return name ? none_or_error(sethostname(name.c_str(), std::strlen(name.c_str()))) : kNull;
}

// ---- services and protocols; their tables are files, so no other thread need run

Value sockets_getservbyname(Thread& t, Value* args) {
  if (!is_str(args[0])) return raise_type_error("getservbyname() argument 1 must be str, not %s", type_name(args[0]));
  CText name(as_str(args[0]));
  TextBuffer protocol;
  if (args[1]) str_append_utf8(as_str(args[1]), protocol);
  servent* found = getservbyname(name.c_str(), args[1] ? protocol.c_str() : nullptr);
  return found ? Value::from_small_int(ntohs(static_cast<uint16_t>(found->s_port)))
               : raise_error(exc::OSError, "service/proto not found");
}
Value sockets_getservbyport(Thread& t, Value* args) {
  int port;
  if (!c_int_argument(t, args[0], &port)) return kNull;
  if (port < 0 || port > 0xFFFF) return raise_error(exc::OverflowError, "getservbyport: port must be 0-65535.");
  TextBuffer protocol;
  if (args[1]) str_append_utf8(as_str(args[1]), protocol);
  servent* found = getservbyport(htons(static_cast<uint16_t>(port)), args[1] ? protocol.c_str() : nullptr);
  return found ? str_value(found->s_name) : raise_error(exc::OSError, "port/proto not found");
}
Value sockets_getprotobyname(Thread&, Value* args) {
  if (!is_str(args[0])) return raise_type_error("getprotobyname() argument 1 must be str, not %s", type_name(args[0]));
  protoent* found = getprotobyname(CText(as_str(args[0])).c_str());
  return found ? Value::from_small_int(found->p_proto) : raise_error(exc::OSError, "protocol not found");
}

// ---- interfaces

Value sockets_if_nameindex(Thread&, Value*) {
  struct if_nameindex* all = if_nameindex();
  if (!all) return raise_os_error(errno, kNull);
  PyList* list = list_new(0);
  bool ok = list;
  for (struct if_nameindex* i = all; ok && i->if_index; i++) {
    Value items[2] = {Value::from_small_int(i->if_index), str_value(i->if_name)};
    PyTuple* pair = items[1] ? tuple_from(items, 2) : nullptr;
    ok = pair && list_append(list, Value(&pair->header));
  }
  if_freenameindex(all);
  return ok ? to_value(list) : kNull;
}
Value sockets_if_nametoindex(Thread& t, Value* args) {
  Path name(t, args[0], "if_nametoindex: name");
  if (!name) return kNull;
  unsigned index = if_nametoindex(name.c_str());
  return index ? Value::from_small_int(index) : raise_error(exc::OSError, "no interface with this name");
}
Value sockets_if_indextoname(Thread& t, Value* args) {
  int index;
  char name[IF_NAMESIZE];
  if (!c_int_argument(t, args[0], &index)) return kNull;
  return if_indextoname(static_cast<unsigned>(index), name) ? str_value(name) : raise_os_error(errno, kNull);
}

// ---- addresses as text and bytes

Value sockets_inet_aton(Thread&, Value* args) {
  if (!is_str(args[0])) return raise_type_error("inet_aton() argument 1 must be str, not %s", type_name(args[0]));
  in_addr address;
  if (!inet_aton(CText(as_str(args[0])).c_str(), &address)) {
    return raise_error(exc::OSError, "illegal IP address string passed to inet_aton");
  }
  return to_value(bytes_from(&address, sizeof address));
}
size_t address_bytes(int family) { return family == AF_INET ? 4 : family == AF_INET6 ? 16 : 0; }
Value sockets_inet_pton(Thread& t, Value* args) {
  int family;
  char packed[16];
  if (!c_int_argument(t, args[0], &family)) return kNull;
  if (!is_str(args[1])) return raise_type_error("inet_pton() argument 2 must be str, not %s", type_name(args[1]));
  if (!address_bytes(family)) return raise_os_error(EAFNOSUPPORT, kNull);
  if (inet_pton(family, CText(as_str(args[1])).c_str(), packed) != 1) {
    return raise_error(exc::OSError, "illegal IP address string passed to inet_pton");
  }
  return to_value(bytes_from(packed, address_bytes(family)));
}
Value text_of_address(int family, const BytesArg& packed, const char* wrong_length) {
  if (!address_bytes(family)) return raise_value_error("unknown address family %d", family);
  if (packed.size() != address_bytes(family)) return raise_error(family == AF_INET ? exc::OSError : exc::ValueError, "%s", wrong_length);
  char text[INET6_ADDRSTRLEN];
  return inet_ntop(family, packed.data(), text, sizeof text) ? str_value(text) : raise_os_error(errno, kNull);
}
Value sockets_inet_ntoa(Thread& t, Value* args) {
  BytesArg packed;
  return packed.get(t, args[0]) ? text_of_address(AF_INET, packed, "packed IP wrong length") : kNull;
}
Value sockets_inet_ntop(Thread& t, Value* args) {
  int family;
  BytesArg packed;
  if (!c_int_argument(t, args[0], &family) || !packed.get(t, args[1])) return kNull;
  if (address_bytes(family) && packed.size() != address_bytes(family)) {
    return raise_value_error("invalid length of packed IP address string");
  }
  return text_of_address(family, packed, "");
}

// htons and ntohs, htonl and ntohl: numbers of 16 or 32 bits in the order of the machine and of the net.
Value swap16(Thread& t, Value v, const char* name) {
  int64_t value;
  if (!int_argument(t, v, &value)) return kNull;
  if (value > INT32_MAX) return raise_error(exc::OverflowError, "signed integer is greater than maximum");
  if (value >= 0 && value <= UINT16_MAX) return Value::from_small_int(htons(static_cast<uint16_t>(value)));
  return raise_error(exc::OverflowError,
                     value < 0 ? "%s: can't convert negative Python int to C 16-bit unsigned integer"
                               : "%s: Python int too large to convert to C 16-bit unsigned integer",
                     name);
}
Value sockets_htons(Thread& t, Value* args) { return swap16(t, args[0], "htons"); }
Value sockets_ntohs(Thread& t, Value* args) { return swap16(t, args[0], "ntohs"); }
Value sockets_htonl(Thread&, Value* args) {
  uint64_t value;
  if (!is_int(args[0])) return raise_type_error("expected int, %s found", type_name(args[0]));
  if (int_sign(args[0]) < 0) return raise_error(exc::OverflowError, "can't convert negative value to unsigned int");
  if (!int_to_uint64(args[0], &value)) {
    return raise_error(exc::OverflowError, "Python int too large to convert to C unsigned long");
  }
  if (value > UINT32_MAX) return raise_error(exc::OverflowError, "int larger than 32 bits");
  return int_from_uint64(htonl(static_cast<uint32_t>(value)));
}

const NativeDef kFunctions[] = {
    {"getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)", sockets_getaddrinfo},
    {"getnameinfo(sockaddr, flags, /)", sockets_getnameinfo},
    {"gethostbyname(host, /)", sockets_gethostbyname},
    {"gethostbyname_ex(host, /)", sockets_gethostbyname_ex},
    {"gethostbyaddr(host, /)", sockets_gethostbyaddr},
    {"gethostname()", sockets_gethostname},
    {"sethostname(name, /)", sockets_sethostname},
    {"getservbyname(servicename, protocolname=<absent>, /)", sockets_getservbyname},
    {"getservbyport(port, protocolname=<absent>, /)", sockets_getservbyport},
    {"getprotobyname(name, /)", sockets_getprotobyname},
    {"if_nameindex()", sockets_if_nameindex},
    {"if_nametoindex(if_name, /)", sockets_if_nametoindex},
    {"if_indextoname(if_index, /)", sockets_if_indextoname},
    {"inet_aton(string, /)", sockets_inet_aton},
    {"inet_ntoa(packed_ip, /)", sockets_inet_ntoa},
    {"inet_pton(af, ip, /)", sockets_inet_pton},
    {"inet_ntop(af, packed_ip, /)", sockets_inet_ntop},
    {"htons(x, /)", sockets_htons},
    {"ntohs(x, /)", sockets_ntohs},
    {"htonl(x, /)", sockets_htonl},
    {"ntohl(x, /)", sockets_htonl},
    {},
};

}  // namespace

bool sockets_add_names(ModuleFiller& fill) { return fill.functions(kFunctions).ok(); }

}  // namespace pyvm
