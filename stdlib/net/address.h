// Socket addresses as Python writes them: ("host", port), ("host", port, flow, scope), "/path".
#pragma once

#include <sys/socket.h>

#include "vm/object/value.h"

namespace pyvm {

struct PyType;
struct Thread;

extern PyType* type_gaierror;   // socket.gaierror
extern PyType* type_herror;     // socket.herror

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = sizeof(sockaddr_storage);
  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
};

// Host names are looked up (other threads may run meanwhile). `function` is for messages. False: exception pending.
[[nodiscard]] bool address_from(Thread& t, int family, Value v, const char* function, SocketAddress* out);
// An unknown family gives (family, bytes); no address None. Null: exception pending.
Value address_value(SocketAddress& address);
// The numeric text of the host, with a scope for IPv6 link-local ones. Null: exception pending.
Value address_host(const sockaddr* address, socklen_t size);
// Raises gaierror(error, text).
Value raise_gaierror(int error);

}  // namespace pyvm
