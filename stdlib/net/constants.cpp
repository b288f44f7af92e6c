// Constants of the socket module.
#include <linux/netlink.h>
#include <linux/if_packet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "stdlib/net/names.h"
#include "stdlib/support.h"

namespace pyvm {

bool sockets_add_constants(ModuleFiller& fill) {
  static const IntRow kRows[] = {
#define ROW(name) {#name, static_cast<int64_t>(name)},
#include "stdlib/net/constants.def"
#undef ROW
  };
  return fill.integers(kRows).ok();
}

}  // namespace pyvm
